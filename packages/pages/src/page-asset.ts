import { createHash } from 'node:crypto';
import type { ServerRoute } from '@hapi/hapi';
import { HOST_INDEPENDENT } from '@rekey/hapi/requests';

/** A file that pages load: sent as it is, under a name that changes with its content. */
export interface PageAsset {
  /** Relative to a page. */
  readonly href: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const FOLDER = 'pages';

export function pageAsset(bytes: Buffer, extension: string, type: string): PageAsset {
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  return { href: `${FOLDER}/${digest}.${extension}`, type, bytes };
}

const HEADERS = {
  // The name says what is in it, so it never changes.
  'cache-control': 'public, max-age=31536000, immutable',
  // An operator's SVG may hold script; opened by itself it would run as ours.
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

export function assetRoute({ href, type, bytes }: PageAsset): ServerRoute {
  return {
    method: 'GET',
    path: `/${href}`,
    handler: (_, h) => {
      const response = h.response(bytes).type(type);
      for (const [name, value] of Object.entries(HEADERS)) response.header(name, value);
      return response;
    },
    options: HOST_INDEPENDENT,
  };
}
