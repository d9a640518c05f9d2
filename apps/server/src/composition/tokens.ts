import type { BusyHasher } from '@rekey/crypto';
import type {
  Answers,
  InspectToken,
  LookUpUser,
  PasswordPolicy,
  ReportNotMe,
  RequestReset,
  SetPassword,
} from '@rekey/domain';
import type { AddressLimiter, TokenSource } from '@rekey/domain/ports';
import type { Database } from '@rekey/knex';
import { token } from './container.ts';

/** What the service is put together from. */
export const DATABASE = token<Database>('database');
export const TOKEN_SOURCE = token<TokenSource>('token source');
export const HASHER = token<BusyHasher>('password hasher');
export const POLICY = token<PasswordPolicy>('password policy');
export const LIMITER = token<AddressLimiter>('address limiter');

/** The pages answer everyone alike, whatever the API does. */
export const REQUEST_RESET = token<(answers: Answers) => RequestReset>('request reset');
export const REPORT_NOT_ME = token<ReportNotMe>('report not me');
export const SET_PASSWORD = token<SetPassword>('set password');
export const INSPECT_TOKEN = token<InspectToken>('inspect token');
export const LOOK_UP_USER = token<LookUpUser>('look up user');
