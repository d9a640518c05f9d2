// What the ports promise to throw at a bound, so that an adapter needs no other package for it.
export { Overloaded } from '@rekey/concurrency';
export type { DeliveryCycle } from './courier/claim-ahead.ts';
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
export { createLetterBoxShares, type LetterBoxShares } from './policy/letter-box-shares.ts';
export {
  createPasswordPolicy,
  type PasswordPolicy,
  type PasswordPolicySettings,
  type PolicyReason,
} from './policy/password-policy.ts';
export type { AddressLimiter } from './ports/address-limiter.ts';
export type { AuditFilter, AuditReader } from './ports/audit-reader.ts';
export type { AuditWriter } from './ports/audit-writer.ts';
export { type Backlog, type BacklogView, CLAIM_ALARM_STANDS_MS } from './ports/backlog.ts';
export type { BreachedPasswords, BreachVerdict } from './ports/breached-passwords.ts';
export type { Clock } from './ports/clock.ts';
export type { Housekeeping, Kept, PurgeWish } from './ports/housekeeping.ts';
export type { ClaimRound, ClaimWish, LetterBox } from './ports/letter-box.ts';
export type {
  ExplanationFacts,
  Hindrance,
  LetterTexts,
  MailText,
  NoticeFacts,
  ReportFacts,
  ResetFacts,
} from './ports/letter-texts.ts';
export type { LettersInUnit, Retried } from './ports/letters-in-unit.ts';
export type { DeliveryWatch, Mailer } from './ports/mailer.ts';
export type { PasswordBlocklist } from './ports/password-blocklist.ts';
export type { PasswordHasher } from './ports/password-hasher.ts';
export type { NewReportable, ReportsInUnit } from './ports/reports-in-unit.ts';
export type { ResetTokenStore } from './ports/reset-token-store.ts';
export type { SessionRevoker } from './ports/session-revoker.ts';
export type { TokenSource } from './ports/token-source.ts';
export type { TokensInUnit } from './ports/tokens-in-unit.ts';
export { CommitUnknown, type Unit, type UnitOfWork } from './ports/unit-of-work.ts';
export type { UserDirectory } from './ports/user-directory.ts';
export { type UsersInUnit, WriteHadNoEffect } from './ports/users-in-unit.ts';
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
export type { AuditEvent, LetterOutcome } from './values/audit-event.ts';
export { type AuditView, auditViewOf } from './values/audit-view.ts';
export { type AddressFault, type EmailAddress, parseEmailAddress } from './values/email-address.ts';
export type { Instant } from './values/instant.ts';
export {
  type Claim,
  type ClientAddress,
  type HandOverStart,
  isSuspect,
  type LetterEnd,
  type LetterFate,
  type LetterFilter,
  type LetterId,
  type LetterKind,
  type LetterRecord,
  type LetterState,
  type LetterView,
  type NewLetter,
  type Notice,
  type Postponement,
  type ResetRequest,
  type Settlement,
  type SkipReason,
  SUSPECT_FROM_LAPSES,
  TOO_OLD,
} from './values/letter.ts';
export { askPage, type LinkSettings, notMeLink, resetLink, resetPage } from './values/links.ts';
export { DIRECTION, LOCALES, type Locale, matchLocale } from './values/locale.ts';
export { type LookUp, whoIsMeant } from './values/look-up.ts';
export type { Delivery, Mail } from './values/mail.ts';
export { networkOf } from './values/network.ts';
export { oneLine } from './values/one-line.ts';
export {
  fitsBounds,
  type NewPassword,
  normalizePassword,
  type PasswordBounds,
  type PasswordHash,
  type PasswordNormalization,
} from './values/password.ts';
export {
  MAX_LIVE_TOKENS,
  type NewToken,
  type NotMeSecret,
  type Reportable,
  type ResetToken,
  type TokenDigest,
  type TokenRecord,
} from './values/reset-token.ts';
export {
  localeOf,
  mailboxFaultOf,
  mailboxOf,
  type Revision,
  revisionText,
  type User,
  type UserKey,
} from './values/user.ts';
export { type NameKey, nameKeyOf, parseSubmittedName, type SubmittedName } from './values/username.ts';
