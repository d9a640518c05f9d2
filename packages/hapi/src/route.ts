import type { Request } from '@hapi/hapi';
import type { Answer } from './answer.ts';

/** One route of the contract: one path, one verb. */
export interface Route {
  readonly path: string;
  readonly verb: 'GET' | 'POST';
  /** How long after the deadline an answer may still come, because it must not be wrong. */
  readonly graceMs?: number;
  /** The shape of answers that are not the route's own: another verb, a fault, a deadline. Default: API 1's. */
  readonly shaped?: (answer: Answer) => Answer;
  /** Called only for this verb on exactly this path. What it throws becomes a 500. */
  answer(request: Request, rawQuery: string): Promise<Answer>;
}

/** Where all routes of API 1 live, below the plugin's prefix. */
export const API = '/api/1/services/api/1/user';

/** The name of a route in logs. */
export const nameOf = (route: Route): string => route.path.slice(route.path.lastIndexOf('/') + 1);

/** The address at which an operator can look a user up. */
export type LocationOf = (username: string) => string;

/** Made from the configured URL only: a Host header or an absolute request target must not choose where a link leads (CWE-640). */
export function createLocationOf(publicUrl: string): LocationOf {
  const base = `${publicUrl.replace(/\/+$/, '')}${API}/get.json?username=`;
  return (username) => base + encodeURIComponent(username);
}
