import type { Instant, PasswordHash, UserKey } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { type Connections, type Row, rows } from '../connections.ts';
import { plain } from '../dialect/change.ts';
import { knexAuditWriter } from '../knex-audit-writer.ts';
import { instantOrNull } from '../row-mapping.ts';
import { inTransaction } from '../transaction.ts';
import { userRecordOf } from './user-record.ts';
import { OWN_USERS_TABLE } from './users-table-mapping.ts';

/** A user of Rekey's own table, as an operator writes it. */
export interface NewUser {
  readonly username: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly externallyManaged: boolean;
  readonly enabled: boolean;
  /** The language the user reads; absent or `null` where nobody knows. */
  readonly locale?: string | null;
  readonly passwordHash: PasswordHash | null;
}

/** A user as an operator sees it: no hash. */
export type UserView = Omit<NewUser, 'passwordHash'> & { readonly passwordChangedAt: Instant | null };

/**
 * What an operator does to Rekey's own users table. Names are exact. Each changes the user's row and records
 * that, in the order of locks; links that were mailed die by the revision if the e-mail changed.
 */
export interface UserAdministration {
  add(user: NewUser): Promise<'added' | 'exists'>;
  show(username: string): Promise<UserView | null>;
  /** False when there is no such user. */
  set(username: string, change: Partial<Omit<NewUser, 'username' | 'passwordHash'>>): Promise<boolean>;
  remove(username: string): Promise<boolean>;
}

type Deed = 'user-added' | 'user-changed' | 'user-removed';

export function userAdministration(connections: Connections): UserAdministration {
  const { read, dialect } = connections;
  const recorded = recordedIn(connections);
  const find = async (username: string) => {
    const [row] = await read('users').where({ username }).select();
    return row === undefined ? null : { ...row, user_key: row.id };
  };
  return {
    async add(user) {
      const values = { username: user.username, password_hash: user.passwordHash, ...columnsOf(user) };
      const added = await recorded({ kind: 'user-added', username: user.username }, (transaction) =>
        dialect.insertNew(transaction, 'users', 'username', values),
      );
      return added ? 'added' : 'exists';
    },
    async show(username) {
      const row = await find(username);
      if (row === null) return null;
      const { key: _key, revision: _revision, ...view } = userRecordOf(row, OWN_USERS_TABLE).user;
      return { ...view, passwordChangedAt: instantOrNull(row, 'password_changed_at') };
    },
    async set(username, change) {
      const columns = columnsOf(change);
      if (Object.keys(columns).length === 0) return (await find(username)) !== null;
      const names = Object.keys(columns);
      const reason = names.join(', ');
      return recorded({ kind: 'user-changed', username, reason }, (transaction) =>
        dialect.change(transaction, {
          table: 'users',
          given: { one: plain('select 1 as told') },
          from: ['one'],
          set: { sql: names.map((name) => `${name} = ?`).join(', '), values: Object.values(columns) },
          where: { sql: 'username = ?', values: [username] },
          returning: 'users.id',
        }),
      );
    },
    remove: (username) =>
      recorded({ kind: 'user-removed', username }, (transaction) =>
        // By hand: Knex forgets RETURNING where it deletes on SQLite.
        rows(transaction, 'delete from users where username = ? returning id', [username]),
      ),
  };
}

/** Does what changes one row and answers its id, with a record of it in the same transaction. False where no row was changed. */
function recordedIn(connections: Connections) {
  return (
    deed: { readonly kind: Deed; readonly username: string; readonly reason?: string },
    change: (transaction: Knex.Transaction) => Promise<readonly Row[]>,
  ): Promise<boolean> =>
    connections.unitPermits.run(() =>
      inTransaction(connections, async (transaction) => {
        const [row] = await change(transaction);
        if (row === undefined) return false;
        const event = { reason: null, ...deed, userKey: String(row['id']) as UserKey };
        await knexAuditWriter(transaction, connections.dialect).record([event]);
        return true;
      }),
    );
}

function columnsOf(user: Partial<NewUser>) {
  const all = {
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    externally_managed: user.externallyManaged,
    enabled: user.enabled,
    locale: user.locale,
  };
  const given = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries(given);
}
