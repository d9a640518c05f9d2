import type { Request } from '@hapi/hapi';
import type Joi from 'joi';
import type { Answer } from './answer.ts';
import type { DescribedAnswer } from './openapi/described-answer.ts';

/** What is told of a route in OpenAPI. A route is served with it, so none is served without. */
export interface RouteDescription {
  readonly path: string;
  readonly verb: 'GET' | 'POST';
  /** What generated clients call it. */
  readonly id: string;
  readonly summary: string;
  readonly query?: Joi.ObjectSchema;
  readonly payload?: Joi.ObjectSchema;
  /** Whether it wants the operator's token. */
  readonly operatorOnly?: boolean;
  readonly answers: readonly DescribedAnswer[];
}

/** One route of the contract: one path, one verb. */
export interface Route extends RouteDescription {
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

/** That of a sample. */
export const sampleLocationOf: LocationOf = createLocationOf('https://id.example.com');
