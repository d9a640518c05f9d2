// What Rekey's other routes share with these: how a request is read, bounded and answered.
export { type AnswerTable, answerTo } from './answer-table.ts';
export { COMMIT_MS, isBeforeDeadline } from './change-deadline.ts';
export { HOST_INDEPENDENT, UNREAD } from './host-independent.ts';
export { markAnswered, unlessAnswered } from './late-answer.ts';
export { createReadParameter } from './query-parameter.ts';
export { rawTarget } from './raw-target.ts';
export { type BodyBounds, readBody } from './read-body.ts';
export { type CheckedBounds, type RequestBounds, requestBounds } from './request-bounds.ts';
export { RETRY_AFTER_DEADLINE_MS, retryAfter } from './retry-after.ts';
export { createReport, type OnFault, RouteFault } from './route-fault.ts';
export { type AddressOf, createAddressOf } from './visitor-address.ts';
