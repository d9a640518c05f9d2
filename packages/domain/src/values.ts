// The words of the ports and of the use cases: branded types, their parsers, records.
export { type AuditEvent, type AuditView, auditViewOf, type LetterOutcome } from './values/audit-event.ts';
export type { Instant } from './values/brand.ts';
export { type AddressFault, type EmailAddress, parseEmailAddress } from './values/email-address.ts';
export {
  type Claim,
  type ClientAddress,
  type HandOverStart,
  isSuspect,
  LETTER_STATES,
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
export { DIRECTION, LOCALES, type Locale, matchLocale } from './values/locale.ts';
export { type Delivery, type Mail, oneLine } from './values/mail.ts';
export { networkOf } from './values/network.ts';
export { OPERATOR_PATTERN, type Operator, parseOperator } from './values/operator.ts';
export {
  fitsBounds,
  type NewPassword,
  normalizePassword,
  type PasswordBounds,
  type PasswordHash,
  type PasswordNormalization,
} from './values/password.ts';
export {
  askPage,
  type LinkSettings,
  MAX_LIVE_TOKENS,
  type NewToken,
  type NotMeSecret,
  notMeLink,
  type Reportable,
  type ResetToken,
  resetLink,
  resetPage,
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
export {
  type LookUp,
  type NameKey,
  nameKeyOf,
  parseSubmittedName,
  type SubmittedName,
  whoIsMeant,
} from './values/username.ts';
