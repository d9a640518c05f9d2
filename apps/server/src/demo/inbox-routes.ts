import type { Request, ResponseToolkit, Server } from '@hapi/hapi';
import { isLoopback } from '../settings/loopback.ts';
import type { Inbox } from './inbox.ts';
import { inboxPage } from './inbox-page.ts';

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

/** `/dev/inbox` for people and `/dev/inbox.json` for programs, beside the routes of the service. */
export function addInboxRoutes(server: Server, inbox: Inbox, publicUrl: string): void {
  const publicHost = new URL(publicUrl).hostname;
  const answer = (request: Request, h: ResponseToolkit, type: string, body: () => string) => {
    const response = isOurs(request, publicHost)
      ? h.response(body()).type(type)
      : h.response({ message: 'Not found' }).code(404);
    for (const [name, value] of Object.entries(HEADERS)) response.header(name, value);
    return response;
  };
  server.route([
    {
      method: 'GET',
      path: '/dev/inbox',
      handler: (request, h) => answer(request, h, 'text/html', () => inboxPage(inbox.mails)),
    },
    {
      method: 'GET',
      path: '/dev/inbox.json',
      handler: (request, h) => answer(request, h, 'application/json', () => JSON.stringify(inbox.mails)),
    },
  ]);
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
