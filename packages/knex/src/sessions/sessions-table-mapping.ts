import { isName, isTableName } from './users-table-mapping.ts';

/** Where the host application keeps the sessions of its users, in the same database. */
export interface SessionsTableMapping {
  /** `sessions`, or with its schema `accounts.sessions`. */
  readonly table: string;
  /** Says whose a session is; it should have an index. */
  readonly user: {
    readonly column: string;
    /** What stands in it: the user's primary key (default) or name. */
    readonly holds?: 'key' | 'username';
  };
  /**
   * How a session ends: its row goes (default), or a column notes that it is over, as a time or as `true`. A row where that
   * column has neither is taken for a session that lives.
   */
  readonly end?: 'delete' | { readonly column: string; readonly as: 'milliseconds' | 'timestamp' | 'true' };
}

const HOLDS: readonly unknown[] = ['key', 'username', undefined];
const MARKS: readonly unknown[] = ['milliseconds', 'timestamp', 'true'];

/** All that is wrong with a mapping, one fault a line; empty when it can be used. It may come from a file, so types prove nothing. */
export function faultsOfSessions({ table, user, end }: SessionsTableMapping): readonly string[] {
  return [
    ...(isTableName(table) ? [] : ['table: a table name is wanted, with or without schema']),
    ...(isName(user?.column) ? [] : ['user.column: a column name is wanted']),
    ...(HOLDS.includes(user?.holds) ? [] : ['user.holds: key or username is wanted']),
    ...faultsOfEnd(end),
  ];
}

function faultsOfEnd(end: SessionsTableMapping['end']): readonly string[] {
  if (end === undefined || end === 'delete') return [];
  return [
    ...(isName(end?.column) ? [] : ['end.column: a column name is wanted, or delete for end']),
    ...(MARKS.includes(end?.as) ? [] : ['end.as: milliseconds, timestamp or true is wanted']),
  ];
}
