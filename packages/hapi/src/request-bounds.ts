import type { Request } from '@hapi/hapi';
import Joi from 'joi';
import type { OnFault } from './route-fault.ts';

/** Whom a plugin believes, how long it waits, and who hears of what went wrong: the same for the API and for the pages. */
export interface RequestBounds {
  /** CIDRs whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** From receipt to answer, then 503. Default: 15,000. */
  readonly deadlineMs?: number | undefined;
  /** How long a body may take to arrive, then 400. Shorter than `deadlineMs`. Default: 5,000. */
  readonly bodyDeadlineMs?: number | undefined;
  /** Hears of every fault behind a 500 or 503, beside the request's log. */
  readonly onFault?: OnFault | undefined;
  /** Hears once of an `X-Forwarded-For` that is not believed, beside the server's log. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** The same with its defaults. */
export interface CheckedBounds {
  readonly trustedProxies: readonly string[];
  readonly deadlineMs: number;
  readonly bodyDeadlineMs: number;
}

const milliseconds = Joi.number().integer().min(1).max(600_000);

export const requestBounds = {
  trustedProxies: Joi.array()
    .items(Joi.string().ip({ version: ['ipv4', 'ipv6'], cidr: 'optional' }))
    .default([]),
  deadlineMs: milliseconds.default(15_000),
  bodyDeadlineMs: milliseconds.default(5_000).less(Joi.ref('deadlineMs')),
  onFault: Joi.function(),
  onWarning: Joi.function(),
};

/**
 * How long after the deadline a change of password may still be answered. A transaction that begins right before it ends within this:
 * each of its waits is bounded. An answer before its end could be a lie.
 */
export const COMMIT_MS = 30_000;

/** Says whether a request is before its deadline, so that no work starts after the client gave up. */
export const isBeforeDeadline = (request: Request, deadlineMs: number) => (): boolean =>
  Date.now() - request.info.received < deadlineMs;
