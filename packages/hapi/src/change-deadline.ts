import type { Request } from '@hapi/hapi';

/**
 * How long after the deadline a change of password may still be answered. A transaction that begins right before it ends within this:
 * each of its waits is bounded. An answer before its end could be a lie.
 */
export const COMMIT_MS = 30_000;

/** Says whether a request is before its deadline, so that nothing begins for somebody who waits no more. */
export const isBeforeDeadline = (request: Request, deadlineMs: number) => (): boolean =>
  Date.now() - request.info.received < deadlineMs;
