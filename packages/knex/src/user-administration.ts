import type { Instant, PasswordHash } from '@rekey/domain';
import { type Connections, rows } from './connections.ts';
import { instantOrNull, userRecordOf } from './row-mapping.ts';
import type { UsersTable } from './users-table.ts';

/** A user of Rekey's own table, as an operator writes it. */
export interface NewUser {
  readonly username: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly externallyManaged: boolean;
  readonly enabled: boolean;
  readonly passwordHash: PasswordHash | null;
}

/** A user as an operator sees it: no hash. */
export type UserView = Omit<NewUser, 'passwordHash'> & { readonly passwordChangedAt: Instant | null };

/**
 * What an operator does to Rekey's own users table. Names are exact. Each is one statement on the user's row, so the order
 * of locks cannot be broken; links that were mailed die by the revision if the e-mail changed.
 */
export interface UserAdministration {
  add(user: NewUser): Promise<'added' | 'exists'>;
  show(username: string): Promise<UserView | null>;
  /** False when there is no such user. */
  set(username: string, change: Partial<Omit<NewUser, 'username' | 'passwordHash'>>): Promise<boolean>;
  remove(username: string): Promise<boolean>;
}

export function userAdministration({ write, read }: Connections, users: UsersTable): UserAdministration {
  const find = async (username: string) => {
    const [row] = await read('users').where({ username }).select();
    return row === undefined ? null : { ...row, user_key: row.id };
  };
  return {
    async add(user) {
      const values = { username: user.username, password_hash: user.passwordHash, ...columnsOf(user) };
      const names = Object.keys(values);
      const [added] = await rows(
        write,
        `insert into users (${names.join(', ')}) values (${names.map(() => '?').join(', ')})
         on conflict (username) do nothing returning id`,
        Object.values(values),
      );
      return added === undefined ? 'exists' : 'added';
    },
    async show(username) {
      const row = await find(username);
      if (row === null) return null;
      const { key: _key, revision: _revision, ...view } = userRecordOf(row, users).user;
      return { ...view, passwordChangedAt: instantOrNull(row, 'password_changed_at') };
    },
    async set(username, change) {
      const columns = columnsOf(change);
      if (Object.keys(columns).length === 0) return (await find(username)) !== null;
      return (await write('users').where({ username }).update(columns)) === 1;
    },
    remove: async (username) => (await write('users').where({ username }).delete()) === 1,
  };
}

function columnsOf(user: Partial<NewUser>) {
  const all = {
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    externally_managed: user.externallyManaged,
    enabled: user.enabled,
  };
  const given = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries(given);
}
