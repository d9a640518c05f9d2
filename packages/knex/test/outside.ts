import type { AuditEntry, Outside, UserRow } from '@rekey/contracts';
import type { AuditEvent, Instant, UserKey } from '@rekey/domain/values';
import type { Knex } from 'knex';
import type { HostPart, HostTable } from './host-tables/index.ts';

const AT_REST = ['rekey_letters', 'rekey_reset_tokens', 'rekey_audit', 'rekey_migrations'];

/** The host application's own connection to the database. Whose clock it is, the caller says. */
export function outsideOf(
  knex: Knex,
  { table, key, sessions, parts = {}, columnsOf, rowOf }: HostTable,
  clock: Pick<Outside, 'advance' | 'now'>,
): Outside {
  // A column name with a dot is one name here, so nothing is left to Knex's own quoting.
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const from = quoted(table);
  const raw = async (sql: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> => {
    const answer = await knex.raw(sql, values as Knex.RawBinding[]);
    if (!Array.isArray(answer)) return answer.rows;
    return Array.isArray(answer[0]) ? answer[0] : answer;
  };
  const owner = quoted(sessions.user.column);
  const ownerOf = (user: { key: UserKey; username: string }) =>
    sessions.user.holds === 'username' ? user.username : user.key;
  const alive =
    sessions.end === undefined || sessions.end === 'delete' ? '1 = 1' : `${quoted(sessions.end.column)} is null`;
  const placed = Object.entries(parts) as [keyof typeof parts, HostPart][];
  /** Writes a user's part anew; without a value there is no row. A row of another kind stands beside it. */
  const writeParts = async (userKey: string, change: Partial<UserRow>) => {
    for (const [name, { table: place, user, column, others }] of placed) {
      const value = change[name];
      if (value === undefined) continue;
      await raw(`delete from ${quoted(place)} where ${quoted(user)} = ?`, [userKey]);
      const insert = (cells: Readonly<Record<string, unknown>>) =>
        raw(
          `insert into ${quoted(place)} (${Object.keys(cells).map(quoted).join(', ')})
           values (${Object.keys(cells)
             .map(() => '?')
             .join(', ')})`,
          Object.values(cells),
        );
      if (value !== null) await insert({ [user]: userKey, [column]: value, ...others });
      const [distinguishing] = Object.keys(others);
      if (distinguishing === undefined) continue;
      const other = typeof others[distinguishing] === 'number' ? 0 : 'other';
      await insert({ [user]: userKey, [column]: 'of another kind', ...others, [distinguishing]: other });
    }
  };
  const readParts = async (userKey: string) => {
    const cells: Record<string, unknown> = {};
    for (const [, { table: place, user, column, others }] of placed) {
      const which = Object.keys(others).map((each) => ` and ${quoted(each)} = ?`);
      const [row] = await raw(
        `select ${quoted(column)} as part from ${quoted(place)} where ${quoted(user)} = ?${which.join('')}`,
        [userKey, ...Object.values(others)],
      );
      cells[column] = row?.['part'] ?? null;
    }
    return cells;
  };
  return {
    ...clock,
    async signIn(user) {
      await raw(`insert into ${quoted(sessions.table)} (${owner}) values (?)`, [ownerOf(user)]);
    },
    async sessionsOf(user) {
      // Compared here: the column's collation may take twins for one.
      const owners = await raw(
        `select concat(${owner}, '') as owner from ${quoted(sessions.table)} where ${alive}`,
        [],
      );
      return owners.filter((row) => row['owner'] === ownerOf(user)).length;
    },
    async addUser(row) {
      const columns = Object.entries(columnsOf(row));
      const names = columns.map(([name]) => quoted(name)).join(', ');
      const [added] = await raw(
        `insert into ${from} (${names}) values (${columns.map(() => '?').join(', ')}) returning ${quoted(key)} as "key"`,
        columns.map(([, value]) => value),
      );
      const userKey = String(added?.['key']) as UserKey;
      await writeParts(userKey, row);
      return userKey;
    },
    async changeUser(userKey, change) {
      await writeParts(userKey, change);
      const columns = Object.entries(columnsOf(change));
      if (columns.length === 0) return;
      const set = columns.map(([name]) => `${quoted(name)} = ?`).join(', ');
      await raw(`update ${from} set ${set} where ${quoted(key)} = ?`, [...columns.map(([, value]) => value), userKey]);
    },
    async removeUser(userKey) {
      for (const [, { table: place, user }] of placed) {
        await raw(`delete from ${quoted(place)} where ${quoted(user)} = ?`, [userKey]);
      }
      await raw(`delete from ${from} where ${quoted(key)} = ?`, [userKey]);
    },
    async readUser(userKey) {
      const [row] = await raw(`select * from ${from} where ${quoted(key)} = ?`, [userKey]);
      return row === undefined ? null : rowOf({ ...row, ...(await readParts(userKey)) });
    },
    readAudit: async () => (await knex('rekey_audit').orderBy('id').select()).map(entryOf),
    readAtRest: async () => JSON.stringify(await Promise.all(AT_REST.map((name) => knex(name).select()))),
  };
}

const OUTCOME = ['address', 'letterId', 'letterKind', 'requestedAt', 'reason'];

/** What each kind of event says beside its kind and its user. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'password-changed': ['address', 'letterId', 'reason'],
  'token-refused': ['address', 'letterId', 'reason'],
  'change-not-written': ['address', 'letterId', 'reason'],
  'user-added': ['reason'],
  'user-changed': ['reason'],
  'user-removed': ['reason'],
  'tokens-revoked': ['count'],
  'all-tokens-revoked': ['count'],
  'not-me': ['address', 'source', 'count'],
  'letter-sent': OUTCOME,
  'letter-skipped': OUTCOME,
  'letter-dead': OUTCOME,
  'letter-retried': OUTCOME,
};

function entryOf(row: Record<string, unknown>): AuditEntry {
  const kind = String(row['kind']);
  const textOf = (column: string) => (row[column] === null ? null : String(row[column]));
  const numberOf = (column: string) => (row[column] === null ? null : Number(row[column]));
  const said: Readonly<Record<string, unknown>> = {
    userKey: textOf('user_key'),
    username: textOf('username'),
    address: textOf('client_address'),
    letterId: textOf('letter_id'),
    count: numberOf('tokens'),
    letterKind: textOf('letter_kind'),
    requestedAt: numberOf('requested_at'),
    reason: textOf('reason'),
    source: textOf('reason'),
    operator: textOf('operator'),
  };
  const told = [...(kind === 'all-tokens-revoked' ? [] : ['userKey', 'username']), ...(TOLD[kind] ?? [])];
  if (said['operator'] !== null) told.push('operator');
  const event = { kind, ...Object.fromEntries(told.map((field) => [field, said[field]])) };
  return { at: Number(row['at']) as Instant, event: event as unknown as AuditEvent };
}
