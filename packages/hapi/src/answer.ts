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

export const tooManyRequests = (wait: Wait): Answer => says(429, 'Too many requests', retryAfter(wait));

export const unavailable = (wait: Wait): Answer => says(503, 'Service unavailable', retryAfter(wait));

/** RFC 9110 10.2.3 knows whole seconds only; rounded up, so that whoever obeys is not refused again, and never "0", which means at once. */
function retryAfter({ retryAfterMs }: Wait): Readonly<Record<string, string>> {
  return { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1_000))) };
}
