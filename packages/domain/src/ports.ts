// What a program has to offer: for adapters, and for whatever stands in for one.
export { createLetterBoxShares, type LetterBoxShares } from './policy/letter-box-shares.ts';
export type { AddressLimiter } from './ports/address-limiter.ts';
export type { AuditFilter, AuditReader, AuditWriter } from './ports/audit.ts';
export { type Backlog, type BacklogView, CLAIM_ALARM_STANDS_MS, type LetterCounts } from './ports/backlog.ts';
export type { Clock } from './ports/clock.ts';
export type { Housekeeping, Kept, PurgeRequest } from './ports/housekeeping.ts';
export type { BreachedPasswords, BreachVerdict, PasswordBlocklist } from './ports/known-passwords.ts';
export type {
  ExplanationFacts,
  Hindrance,
  LetterTexts,
  MailText,
  NoticeFacts,
  ReportFacts,
  ResetFacts,
} from './ports/letter-texts.ts';
export type { ClaimRequest, ClaimRound, LetterBox, LettersInUnit, Retried } from './ports/letters.ts';
export type { DeliveryWatch, Mailer } from './ports/mailer.ts';
export type { PasswordHasher } from './ports/password-hasher.ts';
export type { NewReportable, ReportsInUnit, ResetTokenStore, TokensInUnit } from './ports/reset-tokens.ts';
export type { TokenSource } from './ports/token-source.ts';
export { CommitUnknown, type Unit, type UnitOfWork } from './ports/unit-of-work.ts';
export { type SessionRevoker, type UserDirectory, type UsersInUnit, WriteHadNoEffect } from './ports/users.ts';
