import { createHash, timingSafeEqual } from 'node:crypto';
import type { Lifecycle, Request } from '@hapi/hapi';
import { send, UNAUTHORIZED } from './answer.ts';

const BEARER = /^bearer +(.+)$/i; // The scheme is case-insensitive (RFC 9110 11.1), the token is not.

/** What needs no token: a platform that probes has none. */
const OPEN = /^\/(?:healthz|readyz)(?:\?|$)/;

/**
 * Comes before routing: who has no token learns not even which paths there are, and nothing of what
 * was sent is read.
 */
export function createGuard(isToken: IsToken, open: RegExp | undefined): Lifecycle.Method {
  const hasToken = ({ raw: { req } }: Request) => {
    const presented = BEARER.exec(req.headers.authorization ?? '')?.[1];
    return presented !== undefined && isToken(presented);
  };
  return (request, h) => {
    const url = request.raw.req.url ?? '';
    return OPEN.test(url) || open?.test(url) || hasToken(request) ? h.continue : send(h, UNAUTHORIZED).takeover();
  };
}

/** Says whether a text is the token. */
export type IsToken = (presented: string) => boolean;

export function createIsToken(token: string): IsToken {
  const expected = digest(token);
  return (presented) => timingSafeEqual(digest(presented), expected);
}

/** Digests have one length and differ at random from the first byte on: the time of the comparison says nothing of a guess. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token, 'latin1').digest();
}
