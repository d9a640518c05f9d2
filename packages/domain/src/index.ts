// The use cases, and the rules that a program sets for them.
// Thrown by ports at a bound, and passed on by every use case.
export { Overloaded } from '@rekey/concurrency';
export { type DeliveryCycle, EndsNotRecorded } from './courier/claim-ahead.ts';
export type { CourierDeps, LetterEvent } from './courier/courier.ts';
export { type Courier, createCourier, type DeliverDueLetters } from './courier/deliver.ts';
export { createMailRateLimit, type MailRate, type MailRateLimit } from './courier/rate-limit.ts';
export {
  createPurgeExpired,
  type Purged,
  type PurgeExpired,
  type PurgeRules,
} from './courier/retention.ts';
export { type CourierRules, connectionsFor, DEFAULT_COURIER_RULES, mailDeadlineFor } from './courier/rules.ts';
export { createIssueLink, type IssueLink, type IssueLinkOutcome } from './operator/issue-link.ts';
export { createLookUpUser, type LookUpUser, type LookUpUserOutcome } from './operator/look-up-user.ts';
export { createReadAudit, type ReadAudit, type ReadAuditOutcome } from './operator/read-audit.ts';
export {
  createRehearseReset,
  type RehearseReset,
  type RehearseResetDeps,
  type RehearseResetOutcome,
} from './operator/rehearse-reset.ts';
export { createRetryLetter, type RetryLetter, type RetryLetterOutcome } from './operator/retry-letter.ts';
export { createRevokeTokens, type RevokeTokens, type RevokeTokensOutcome } from './operator/revoke-tokens.ts';
export {
  createPasswordPolicy,
  type PasswordPolicy,
  type PasswordPolicySettings,
  type PolicyReason,
} from './policy/password-policy.ts';
export {
  createInspectToken,
  type InspectToken,
  type InspectTokenDeps,
  type InspectTokenOutcome,
} from './recovery/inspect-token.ts';
export {
  createReportNotMe,
  type NotMe,
  type ReportNotMe,
  type ReportNotMeDeps,
  type ReportNotMeOutcome,
} from './recovery/report-not-me.ts';
export {
  type Answers,
  createRequestReset,
  type RequestReset,
  type RequestResetDeps,
  type RequestResetOutcome,
  type ResetAsked,
} from './recovery/request-reset.ts';
export {
  createSetPassword,
  type PasswordChosen,
  type SetPassword,
  type SetPasswordDeps,
  type SetPasswordOutcome,
} from './recovery/set-password.ts';
export type { TokenRefusal } from './recovery/token-verdict.ts';
export { InvalidArgument } from './values/untyped.ts';
