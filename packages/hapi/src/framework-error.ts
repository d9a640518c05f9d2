import {
  type Answer,
  INTERNAL_ERROR,
  INVALID,
  NOT_FOUND,
  RETRY_AFTER_DEADLINE_MS,
  tooManyRequests,
  UNAUTHORIZED,
  unavailable,
} from './answer.ts';

const RETRY = { retryAfterMs: RETRY_AFTER_DEADLINE_MS };

const ANSWERS = new Map<number, Answer>([
  [401, UNAUTHORIZED],
  [404, NOT_FOUND],
  [429, tooManyRequests(RETRY)],
  [503, unavailable(RETRY)],
]);

/** What the contract says where Hapi, or an extension of the host, would send an error page of its own. */
export function answerToFrameworkError(status: number): Answer {
  return ANSWERS.get(status) ?? (status < 500 ? INVALID : INTERNAL_ERROR);
}
