import type { ResponseObject, ResponseToolkit } from '@hapi/hapi';

/** One HTTP answer of the contract, before Hapi knows of it. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the operator's log: why this is a 500. The caller is told nothing. */
  readonly fault?: string;
}

const says = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body: { message },
  headers,
});

export const OK = says(200, 'OK');
export const INVALID = says(400, 'Invalid parameter(s)');
export const UNAUTHORIZED = says(401, 'Unauthorized');
export const EXTERNALLY_MANAGED = says(403, 'Externally managed user');
export const USER_NOT_FOUND = says(404, 'User not found');
export const NOT_FOUND = says(404, 'Not found');
export const INTERNAL_ERROR = says(500, 'Internal server error');

export const locatedAt = (answer: Answer, location: string): Answer => ({ ...answer, headers: { location } });

export const methodNotAllowed = (allow: string): Answer => says(405, 'Method not allowed', { allow });

interface Wait {
  readonly retryAfterMs: number;
}

export const tooManyRequests = ({ retryAfterMs }: Wait): Answer =>
  says(429, 'Too many requests', retryAfter(retryAfterMs));

export const unavailable = ({ retryAfterMs }: Wait): Answer =>
  says(503, 'Service unavailable', retryAfter(retryAfterMs));

/** After a deadline. It says that we are slow, not when we shall be quick again; seconds later is a fair guess. */
export const RETRY_AFTER_DEADLINE_MS = 5_000;

/**
 * Whole seconds (RFC 9110 10.2.3), rounded up, so that a client that obeys is not refused again.
 * Never "0", which means at once.
 */
export function retryAfter(ms: number): Readonly<Record<string, string>> {
  return { 'retry-after': String(Math.max(1, Math.ceil(ms / 1_000))) };
}

/** Turns an answer into Hapi's response. Text, not an object: a host's JSON settings (spaces, suffix) must not change the body. */
export function sendAnswer(h: ResponseToolkit, { status, body, headers = {} }: Answer): ResponseObject {
  const response = h
    .response(JSON.stringify(body))
    .code(status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff');
  for (const [name, value] of Object.entries(headers)) response.header(name, value);
  return response;
}
