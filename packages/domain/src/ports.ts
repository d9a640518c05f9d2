// What a program has to offer: for adapters, and for whatever stands in for one.
export { createLetterBoxShares, type LetterBoxShares } from './policy/letter-box-shares.ts';
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
