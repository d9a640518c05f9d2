import { readFileSync } from 'node:fs';
import { createLook, html } from '@rekey/markup';
import { colourRules } from './colours.ts';
import type { Look } from './look.ts';
import { type PageAsset, pageAsset } from './page-asset.ts';
import type { Logo, PagesOptions } from './pages-options.ts';

export interface Dressing {
  readonly look: Look;
  readonly assets: readonly PageAsset[];
}

const EXTENSIONS = { 'image/svg+xml': 'svg', 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;

/** The files that pages load, and what stands on each of them. Read once, sent from memory. */
export function dressingFor({ logo, serviceName, support, accent }: PagesOptions): Dressing {
  const look = createLook({ ...(support !== undefined && { support }), ...(accent !== undefined && { accent }) }, '');
  const style = `${own('pages.css')}${colourRules(look.accent)}`;
  const styleSheet = pageAsset(Buffer.from(style), 'css', 'text/css; charset=utf-8');
  const script = pageAsset(own('pages.js'), 'js', 'text/javascript; charset=utf-8');
  const icon = pageAsset(own('mark.svg'), 'svg', 'image/svg+xml');
  const picture = logo === undefined ? null : logoAsset(logo);
  return {
    look: {
      name: serviceName,
      logo: picture?.href ?? null,
      styleSheet: styleSheet.href,
      script: script.href,
      icon: icon.href,
      support: look.support && html`<a href="${look.support.url}"><bdi>${look.support.text}</bdi></a>`,
    },
    assets: [styleSheet, script, icon, ...(picture === null || picture.href === icon.href ? [] : [picture])],
  };
}

const own = (file: string): Buffer => readFileSync(new URL(`../assets/${file}`, import.meta.url));

const logoAsset = ({ bytes, type }: Logo): PageAsset => pageAsset(bytes, EXTENSIONS[type], type);
