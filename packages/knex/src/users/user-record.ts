import { createHash } from 'node:crypto';
import { type Revision, revisionText, type User, type UserKey } from '@rekey/domain/values';
import type { Row } from '../connections.ts';
import { text, textOrNull } from '../row-mapping.ts';
import type { FlagColumn, UsersTableMapping } from './users-table-mapping.ts';

/** A user with what only the directory may know of it. */
export interface UserRecord {
  readonly user: User;
  readonly passwordHash: string | null;
  /** False where another table holds the hash, and has no row for this user. */
  readonly hasPasswordRow: boolean;
}

type Rules = Pick<UsersTableMapping, 'columns' | 'password' | 'gone'>;

/**
 * The users in these rows, in their order. Who is gone is left out, and so is a user with two rows: where another table has two
 * hashes or two addresses for one key, nobody can say which is the right one.
 */
export function userRecordsOf(rows: readonly Row[], rules: Rules): readonly UserRecord[] {
  const timesSeen = new Map<unknown, number>();
  for (const { user_key } of rows) timesSeen.set(user_key, (timesSeen.get(user_key) ?? 0) + 1);
  return rows
    .filter((row) => timesSeen.get(row['user_key']) === 1 && !says(row['gone'], rules.gone))
    .map((row) => userRecordOf(row, rules));
}

/** One row as a user, whatever its flags say. */
export function userRecordOf(row: Row, { columns, password }: Rules): UserRecord {
  const key = text(row, 'user_key');
  const email = textOrNull(row, 'email');
  const passwordHash = textOrNull(row, 'password_hash');
  const absent = password?.absent ?? (password?.table === undefined ? 'allow' : 'external');
  const user: User = {
    key: key as UserKey,
    username: text(row, 'username'),
    email,
    firstName: textOrNull(row, 'first_name'),
    lastName: textOrNull(row, 'last_name'),
    locale: textOrNull(row, 'locale'),
    externallyManaged:
      says(row['externally_managed'], columns.externallyManaged) || (absent === 'external' && !isUsable(passwordHash)),
    enabled: columns.enabled === undefined || says(row['enabled'], columns.enabled),
    revision: revisionOf(key, email, passwordHash),
  };
  return { user, passwordHash, hasPasswordRow: row['password_user'] !== null };
}

export function revisionOf(key: string, email: string | null, passwordHash: string | null): Revision {
  return createHash('sha256')
    .update(revisionText(key, email, passwordHash))
    .digest('hex') as Revision;
}

/** Django and others put a "!" before a password that nobody can have. */
function isUsable(passwordHash: string | null): boolean {
  return passwordHash !== null && passwordHash !== '' && !passwordHash.startsWith('!');
}

/** False where nothing is mapped. */
function says(told: unknown, flag: FlagColumn | undefined): boolean {
  if (flag === undefined) return false;
  return flag.no === undefined ? isAmong(told, flag.yes ?? []) : !isAmong(told, flag.no);
}

/** Drivers disagree about flags: true, 1, '1' and 't' are one answer; so are the texts of numbers. */
function isAmong(told: unknown, values: readonly unknown[]): boolean {
  return values.some((value) => {
    if (value === 'not null') return told !== null;
    if (typeof value === 'boolean') return (value ? ['true', '1', 't'] : ['false', '0', 'f']).includes(String(told));
    return value === null ? told === null : told !== null && String(told) === String(value);
  });
}
