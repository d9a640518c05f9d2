import type { Request, RouteOptionsCors } from '@hapi/hapi';
import type { Answer } from './answer.ts';
import type { Route } from './route.ts';

/** How long a browser may remember that it may ask, in seconds. */
const REMEMBERED_S = 600;
const EXPOSED = ['location', 'retry-after'];

/** What Hapi is told: it answers exactly these origins, and sends no cookie anywhere. `false` where there are none. */
export function corsFor(origins: readonly string[]): RouteOptionsCors | false {
  if (origins.length === 0) return false;
  return { origin: [...origins], exposedHeaders: EXPOSED, credentials: false, maxAge: REMEMBERED_S };
}

/**
 * The answer to a browser that asks whether a page may call this route; `null` where it is no such question, or not from such a page.
 * Not Hapi's own: it would answer every other OPTIONS of the host in its own words.
 */
export function preflightAnswer({ headers }: Request, { verb }: Route, origins: readonly string[]): Answer | null {
  const { origin } = headers;
  const asked = headers['access-control-request-method'];
  if (typeof origin !== 'string' || !origins.includes(origin) || asked !== verb) return null;
  return {
    status: 200,
    body: { message: 'OK' },
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': verb,
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': String(REMEMBERED_S),
      vary: 'origin',
    },
  };
}
