/** After a deadline. It says that we are slow, not when we shall be quick again; seconds later is a fair guess. */
export const RETRY_AFTER_DEADLINE_MS = 5_000;

/** RFC 9110 10.2.3 knows whole seconds only; rounded up, so that whoever obeys is not refused again, and never "0", which means at once. */
export function retryAfter(ms: number): Readonly<Record<string, string>> {
  return { 'retry-after': String(Math.max(1, Math.ceil(ms / 1_000))) };
}
