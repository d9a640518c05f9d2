import type { User } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { type Connections, rows } from '../connections.ts';
import type { Dialect, Fragment } from '../dialect/dialect.ts';
import { MappingFault } from '../mapping-fault.ts';
import { mended } from '../mended.ts';
import { customsOf } from '../table-customs.ts';
import { tryOut } from '../try-out.ts';
import { faultsOfSessions, type SessionsTableMapping } from './sessions-table-mapping.ts';

/** A mapping of sessions in the words of one database. */
export interface SessionsTable {
  readonly dialect: Dialect;
  /** As the mapping writes it. */
  readonly table: string;
  /** The statement that ends every session of a user that has not ended. */
  endAllOf(user: Owner, on: Knex): Fragment;
  /** One owner of a session that has not ended, as `owner`. */
  readonly someOwner: Fragment;
  /** How many sessions of a user have not ended, as `alive`. */
  countOf(user: Owner): Fragment;
  /** What ending does to the table. */
  readonly deed: 'update' | 'delete';
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
  const unmarked = mark?.as === 'true' ? 'is not true' : 'is null';
  const alive = mark === null ? '1 = 1' : `${mark.column} ${unmarked}`;
  return {
    dialect,
    table: mapping.table,
    deed: mark === null ? 'delete' : 'update',
    someOwner: {
      sql: `select cast(${owner} as ${dialect.types.text}) as owner from ${name} where ${alive} and ${owner} is not null limit 1`,
      values: [],
    },
    countOf(user) {
      const { sql, values } = ownedBy(user);
      return { sql: `select count(*) as alive from ${name} where ${alive} and ${sql}`, values };
    },
    endAllOf(user, on) {
      const { sql, values } = ownedBy(user);
      if (mark === null) return { sql: `delete from ${name} where ${sql}`, values };
      const { column, as } = mark;
      const over = as === 'true' ? 'true' : '?';
      const at = dialect.now(on);
      const noted = { true: [], milliseconds: [at], timestamp: [dialect.timestamp(on)] }[as];
      return { sql: `update ${name} set ${column} = ${over} where ${alive} and ${sql}`, values: [...noted, ...values] };
    },
  };
}

/**
 * Asks the database whether it can end sessions as the mapping says, before anybody's reset does: by explaining the statement, which
 * changes nothing, and by ending those of one user in a transaction that is rolled back.
 * @returns what else an operator should know of the table
 */
export async function checkSessionsTable(
  connections: Connections,
  sessions: SessionsTable,
): Promise<readonly string[]> {
  const { read } = connections;
  const { sql, values } = sessions.endAllOf({ key: null, username: '' }, read);
  try {
    await rows(read, `explain ${sql}`, values);
    const ended = await tryOut(connections, (transaction) => endSome(transaction, sessions));
    const notes = ended === 'locked' ? ['ending was not tried: somebody holds the first sessions'] : [];
    return [...notes, ...(await customsOf(connections, new Map([[sessions.table, [sessions.deed]]])))];
  } catch (cause) {
    const reason = await mended(connections, cause);
    throw new Error(`the mapping of the sessions table does not fit the database: ${reason}`, { cause });
  }
}

async function endSome(transaction: Knex, sessions: SessionsTable): Promise<void> {
  const [found] = await rows(transaction, sessions.someOwner.sql, []);
  if (found === undefined) return;
  const owner = { key: String(found['owner']), username: String(found['owner']) };
  const end = sessions.endAllOf(owner, transaction);
  await rows(transaction, end.sql, end.values);
  const count = sessions.countOf(owner);
  const [left] = await rows(transaction, count.sql, count.values);
  if (Number(left?.['alive']) === 0) return;
  throw new Error(
    'it takes the end of sessions and keeps them: a trigger, a rule, a row-level policy or the view swallows it',
  );
}
