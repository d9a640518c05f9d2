import { COLUMN, collectFaults, isName, isTableName, TABLE } from '../mapping-file.ts';

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
export function faultsOfSessions(mapping: SessionsTableMapping): readonly string[] {
  const faults = collectFaults();
  const members = faults.object(mapping, '', ['table', 'user', 'end']);
  if (members === null) return faults.list;
  faults.want(isTableName(members['table']), 'table', TABLE);
  const user = faults.object(members['user'], 'user', ['column', 'holds']);
  faults.want(isName(user?.['column']), 'user.column', COLUMN);
  faults.want(HOLDS.includes(user?.['holds']), 'user.holds', 'key or username is wanted');
  const { end } = members;
  if (end === undefined || end === 'delete') return faults.list;
  const mark = faults.object(end, 'end', ['column', 'as']);
  faults.want(isName(mark?.['column']), 'end.column', `${COLUMN}, or delete for end`);
  faults.want(MARKS.includes(mark?.['as']), 'end.as', 'milliseconds, timestamp or true is wanted');
  return faults.list;
}
