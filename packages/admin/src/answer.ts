import type { ResponseObject, ResponseToolkit } from '@hapi/hapi';

/** One answer of the admin port, before Hapi knows of it. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export const says = (status: number, message: string, headers: Answer['headers'] = {}): Answer => ({
  status,
  body: { message },
  headers,
});

export const shows = (body: Answer['body']): Answer => ({ status: 200, body });

export const invalid = (reasons: readonly string[]): Answer => ({
  status: 400,
  body: { message: 'Invalid parameter(s)', reasons },
});
export const UNAUTHORIZED = says(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
export const NOT_FOUND = says(404, 'Not found');
export const USER_NOT_FOUND = says(404, 'User not found');
export const INTERNAL_ERROR = says(500, 'Internal server error');

export const unavailable = (retryAfterMs: number): Answer =>
  says(503, 'Service unavailable', { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1_000))) });

export function send(h: ResponseToolkit, { status, body, headers = {} }: Answer): ResponseObject {
  const response = h
    .response(JSON.stringify(body))
    .code(status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff');
  for (const [name, value] of Object.entries(headers)) response.header(name, value);
  return response;
}
