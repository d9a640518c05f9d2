import { readFileSync } from 'node:fs';
import type { Request, ResponseToolkit, Server } from '@hapi/hapi';
import { isLoopback } from '../settings/web-addresses.ts';
import type { Inbox } from './inbox.ts';
import { inboxPage, type Looking } from './inbox-page.ts';

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // The styles of mails are inline, and a frame made of a mail's text inherits these rules: no script of a mail ever runs.
  'content-security-policy':
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** `/dev/inbox` for people and `/dev/inbox.json` for programs, beside the routes of the service. */
export function addInboxRoutes(server: Server, inbox: Inbox, publicUrl: string): void {
  const publicHost = new URL(publicUrl).hostname;
  const add = (file: string, type: string, body: (looking: Looking) => string | Buffer) =>
    server.route({
      method: 'GET',
      path: `/dev/${file}`,
      handler: (request, h) => answer(h, isOurs(request, publicHost) ? { type, body: body(request.query) } : null),
    });
  add('inbox', 'text/html', (looking) => inboxPage(inbox, looking));
  add('inbox.json', 'application/json', () => JSON.stringify(inbox.mails));
  add('inbox.css', 'text/css', () => asset('inbox.css'));
  add('inbox.js', 'text/javascript', () => asset('inbox.js'));
}

const asset = (file: string): Buffer => readFileSync(new URL(`../../assets/${file}`, import.meta.url));

function answer(h: ResponseToolkit, found: { readonly type: string; readonly body: string | Buffer } | null) {
  const response =
    found === null ? h.response({ message: 'Not found' }).code(404) : h.response(found.body).type(found.type);
  for (const [name, value] of Object.entries(HEADERS)) response.header(name, value);
  return response;
}

/**
 * A page on the Internet can point its own name at 127.0.0.1 and read what answers there (DNS rebinding); the Host it sends is
 * still its own.
 */
function isOurs({ headers }: Request, publicHost: string): boolean {
  const { host = '' } = headers;
  const url = `http://${host}`;
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return isLoopback(hostname) || hostname.endsWith('.localhost') || hostname === publicHost;
}
