import type { StoredUser, UserRow } from '@rekey/contracts';
import type { Instant, LookUp } from '@rekey/domain/values';
import { OWN_USERS_TABLE, type SessionsTableMapping, type UsersTableMapping } from '../../src/index.ts';

/** A users table as a host application sees it: in its own columns. */
export interface HostTable {
  readonly mapping: UsersTableMapping | undefined;
  readonly table: string;
  readonly key: string;
  readonly sessions: SessionsTableMapping;
  /** Other tables that hold a part of each user, by what they hold. */
  readonly parts?: Readonly<Partial<Record<'passwordHash' | 'email', HostPart>>>;
  /** Statements that make the table; none where Rekey's migrations do. */
  readonly ddl: Readonly<Record<'sqlite' | 'postgres' | 'mariadb', readonly string[]>>;
  columnsOf(change: Partial<UserRow>): Record<string, unknown>;
  rowOf(columns: Record<string, unknown>): StoredUser;
}

/** The same table with another look-up. */
export function foundBy({ mapping = OWN_USERS_TABLE }: HostTable, lookUp: LookUp | undefined) {
  return lookUp === undefined ? {} : { mapping: { ...mapping, lookUp } };
}

/** A table with a row for each user who has that part. */
export interface HostPart {
  readonly table: string;
  readonly user: string;
  readonly column: string;
  /** What stands in the row's other columns. */
  readonly others: Readonly<Record<string, unknown>>;
}

/** A time of the database, as drivers give it. */
export function momentOf(changed: unknown): Instant | null {
  if (changed === null) return null;
  const date = changed instanceof Date ? changed : new Date(`${String(changed).replace(' ', 'T')}Z`);
  return date.getTime() as Instant;
}

/** Without the columns that a change does not name. */
export function known(columns: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
