import type { RouteOptions } from '@hapi/hapi';

/** A host's default login, CORS, cookies and validation are for its own routes. */
export const HOST_INDEPENDENT = {
  auth: false,
  cors: false,
  cache: false,
  state: { parse: false, failAction: 'ignore' },
  validate: { headers: true, query: true, state: true },
  response: { ranges: false },
} as const satisfies RouteOptions;

// The body is ours to read and judge. Hapi would take a missing type for JSON and answer 413 and 415;
// `override` and `allow` because it refuses a Content-Type that it, or the host, dislikes before anybody is asked.
export const UNREAD = {
  output: 'stream',
  parse: false,
  maxBytes: Number.MAX_SAFE_INTEGER,
  timeout: false,
  override: 'application/json',
  allow: 'application/json',
} as const;
