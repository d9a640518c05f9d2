import type { User } from '@rekey/domain';
import type { Knex } from 'knex';
import { type Connections, rows } from '../connections.ts';
import type { Dialect, Fragment } from '../dialect/dialect.ts';
import { driverWords } from '../driver-words.ts';
import { MappingFault } from '../mapping-fault.ts';
import { customsOf } from '../table-customs.ts';
import { faultsOfSessions, type SessionsTableMapping } from './sessions-table-mapping.ts';

/** A mapping of sessions in the words of one database. */
export interface SessionsTable {
  /** As the mapping writes it. */
  readonly table: string;
  /** The statement that ends every session of a user that has not ended. */
  endAllOf(user: Owner, on: Knex): Fragment;
}

/** What a session may know its user by. `null`, which no user has, where nobody is meant. */
type Owner = Pick<User, 'username'> & { readonly key: string | null };

export function sessionsTable(dialect: Dialect, mapping: SessionsTableMapping): SessionsTable {
  const faults = faultsOfSessions(mapping);
  if (faults.length > 0) throw new MappingFault('sessions', faults);
  const { user, end = 'delete' } = mapping;
  const name = mapping.table.split('.').map(dialect.quote).join('.');
  const owner = dialect.quote(user.column);
  const mark = end === 'delete' ? null : { column: dialect.quote(end.column), as: end.as };
  const ownedBy = ({ key, username }: Owner): Fragment =>
    user.holds === 'username' ? dialect.isOneOf(owner, [username]) : { sql: `${owner} = ?`, values: [key] };
  return {
    table: mapping.table,
    endAllOf(user, on) {
      const { sql, values } = ownedBy(user);
      if (mark === null) return { sql: `delete from ${name} where ${sql}`, values };
      const { column, as } = mark;
      const alive = as === 'true' ? `${column} is not true` : `${column} is null`;
      const over = as === 'true' ? 'true' : '?';
      const at = dialect.now(on);
      const noted = { true: [], milliseconds: [at], timestamp: [dialect.timestamp(on)] }[as];
      return { sql: `update ${name} set ${column} = ${over} where ${alive} and ${sql}`, values: [...noted, ...values] };
    },
  };
}

/** Asks the database whether it can end sessions as the mapping says, before anybody's reset does. EXPLAIN changes nothing. */
export async function checkSessionsTable(
  connections: Connections,
  sessions: SessionsTable,
): Promise<readonly string[]> {
  const { read } = connections;
  const { sql, values } = sessions.endAllOf({ key: null, username: '' }, read);
  try {
    await rows(read, `explain ${sql}`, values);
    return await customsOf(connections, [sessions.table]);
  } catch (cause) {
    throw new Error(`the mapping of the sessions table does not fit the database: ${driverWords(cause)}`, { cause });
  }
}
