// What Rekey's other routes share with these: how a request is read, bounded and answered.

export { RETRY_AFTER_DEADLINE_MS, retryAfter } from './answer.ts';
export { type AnswerTable, answerTo } from './answer-table.ts';
export { HOST_INDEPENDENT, UNREAD } from './host-independent.ts';
export { markAnswered, unlessAnswered } from './late-answer.ts';
export { createReadParameter } from './query-parameter.ts';
export { rawTarget } from './raw-target.ts';
export { type BodyBounds, readBody } from './read-body.ts';
export {
  type CheckedBounds,
  COMMIT_MS,
  isBeforeDeadline,
  type RequestBounds,
  requestBounds,
} from './request-bounds.ts';
export { createReport, type OnFault, RouteFault } from './route-fault.ts';
export { type AddressOf, createAddressOf, createIsFromProxy } from './visitor-address.ts';
