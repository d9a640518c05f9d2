import type { Lifecycle, Request, ResponseObject } from '@hapi/hapi';

const answered = new WeakSet<Request>();

/** Marks a request whose answer is about to be sent, by its handler or by Hapi. */
export function markAnswered(request: Request): void {
  answered.add(request);
}

/**
 * A handler whose answer Hapi never sees once there is another one. Hapi answers by itself at the deadline, and where bytes follow the
 * last request of a connection, and lets the handler go on: a response that comes then closes the one that is just being sent,
 * which fails an assertion that nobody catches. Anybody could end the process with one request.
 */
export function unlessAnswered(
  handle: (...told: Parameters<Lifecycle.Method>) => Promise<ResponseObject>,
): Lifecycle.Method {
  return async (request, h) => {
    const response = await handle(request, h);
    return answered.has(request) ? never() : response;
  };
}

// A new promise per call: a shared one would leak its waiters.
const never = () => new Promise<never>(() => {});
