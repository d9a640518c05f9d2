import type { AuditEntry, Outside } from '@rekey/contracts';
import type { AuditEvent, Instant, UserKey } from '@rekey/domain';
import type { Knex } from 'knex';
import type { HostTable } from './host-table.ts';

const AT_REST = ['rekey_letters', 'rekey_reset_tokens', 'rekey_audit', 'rekey_migrations'];

/** The host application's own connection to the database. Whose clock it is, the caller says. */
export function outsideOf(
  knex: Knex,
  { table, key, columnsOf, rowOf }: HostTable,
  clock: Pick<Outside, 'advance' | 'now'>,
): Outside {
  // A column name with a dot is one name here, so nothing is left to Knex's own quoting.
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const from = quoted(table);
  const raw = async (sql: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> => {
    const answer = await knex.raw(sql, values as Knex.RawBinding[]);
    return Array.isArray(answer) ? answer : answer.rows;
  };
  return {
    ...clock,
    async addUser(row) {
      const columns = Object.entries(columnsOf(row));
      const names = columns.map(([name]) => quoted(name)).join(', ');
      const [added] = await raw(
        `insert into ${from} (${names}) values (${columns.map(() => '?').join(', ')}) returning ${quoted(key)} as key`,
        columns.map(([, value]) => value),
      );
      return String(added?.['key']) as UserKey;
    },
    async changeUser(userKey, change) {
      const columns = Object.entries(columnsOf(change));
      const set = columns.map(([name]) => `${quoted(name)} = ?`).join(', ');
      await raw(`update ${from} set ${set} where ${quoted(key)} = ?`, [...columns.map(([, value]) => value), userKey]);
    },
    async removeUser(userKey) {
      await raw(`delete from ${from} where ${quoted(key)} = ?`, [userKey]);
    },
    async readUser(userKey) {
      const [row] = await raw(`select * from ${from} where ${quoted(key)} = ?`, [userKey]);
      return row === undefined ? null : rowOf(row);
    },
    readAudit: async () => (await knex('rekey_audit').orderBy('id').select()).map(entryOf),
    readAtRest: async () => JSON.stringify(await Promise.all(AT_REST.map((name) => knex(name).select()))),
  };
}

function entryOf(row: Record<string, unknown>): AuditEntry {
  const { kind, username } = row;
  const common = { kind, ...(row['user_key'] === null ? {} : { userKey: row['user_key'], username }) };
  const letterId = row['letter_id'] === null ? null : String(row['letter_id']);
  const own = kind === 'password-changed' ? { address: row['client_address'], letterId } : {};
  const counted = row['tokens'] === null ? {} : { count: row['tokens'] };
  return { at: Number(row['at']) as Instant, event: { ...common, ...own, ...counted } as unknown as AuditEvent };
}
