import type {
  AddressLimiter,
  Clock,
  Courier,
  InspectToken,
  IssueLink,
  LookUpUser,
  PasswordHasher,
  PasswordPolicy,
  PurgeExpired,
  ReadAudit,
  RehearseReset,
  ReportNotMe,
  RequestReset,
  RetryLetter,
  RevokeTokens,
  SetPassword,
  TokenSource,
} from '@rekey/domain';
import type { Database } from '@rekey/knex';
import type { SmtpMailer } from '@rekey/smtp';
import { token } from './container.ts';

/** Everything that any of the programs is put together from. */
export const DATABASE = token<Database>('database');
export const TOKEN_SOURCE = token<TokenSource>('token source');
export const HASHER = token<PasswordHasher>('password hasher');
export const POLICY = token<PasswordPolicy>('password policy');
export const LIMITER = token<AddressLimiter>('address limiter');
export const CLOCK = token<Clock>('clock');
export const MAILER = token<SmtpMailer>('mailer');

export const REQUEST_RESET = token<RequestReset>('request reset');
export const REQUEST_RESET_PRIVATELY = token<RequestReset>('request reset, privately');
export const REPORT_NOT_ME = token<ReportNotMe>('report not me');
export const SET_PASSWORD = token<SetPassword>('set password');
export const INSPECT_TOKEN = token<InspectToken>('inspect token');
export const LOOK_UP_USER = token<LookUpUser>('look up user');
export const COURIER = token<Courier>('courier');
export const PURGE_EXPIRED = token<PurgeExpired>('purge expired');
export const RETRY_LETTER = token<RetryLetter>('retry letter');
export const REVOKE_TOKENS = token<RevokeTokens>('revoke tokens');
export const READ_AUDIT = token<ReadAudit>('read audit');
export const ISSUE_LINK = token<IssueLink>('issue link');
export const REHEARSE_RESET = token<RehearseReset>('rehearse reset');
