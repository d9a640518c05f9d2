import type { UserKey } from '@rekey/domain/values';
import type { Drafts, MemoryDatabase, MemoryUser, StoredMemoryUser } from './memory-database.ts';
import { revisionOf, rowNamed } from './memory-user-directory.ts';

/** The users table as the embedding program keeps it: Rekey's ports only read it and replace passwords. */
export interface MemoryUsers {
  /** Throws if somebody has the name. */
  addUser(user: MemoryUser): Promise<UserKey>;
  /** Throws if the user is gone or somebody else has the new name. */
  changeUser(key: UserKey, change: Partial<MemoryUser>): Promise<void>;
  removeUser(key: UserKey): Promise<void>;
  readUser(key: UserKey): Promise<StoredMemoryUser | null>;
  /** Begins a session of the embedding program; a change of password ends it. */
  signIn(user: { readonly key: UserKey }): Promise<void>;
  /** How many sessions of the user go on. */
  sessionsOf(user: { readonly key: UserKey }): Promise<number>;
}

export function memoryUsers(database: MemoryDatabase): MemoryUsers {
  return {
    addUser: (user) =>
      database.write((drafts) => {
        const key = String(database.nextNumber()) as UserKey;
        return put(drafts, { ...user, key, passwordChangedAt: null });
      }),
    changeUser: (key, change) =>
      database.write((drafts) => {
        const row = drafts.users.get(key);
        if (row === undefined) throw new Error(`there is no user with the key ${key}`);
        put(drafts, { ...row, ...change });
      }),
    removeUser: (key) => database.write(({ users }) => users.delete(key)),
    signIn: ({ key: userKey }) =>
      database.write(({ sessions }) => {
        const number = database.nextNumber();
        sessions.set(number, { number, userKey });
      }),
    sessionsOf: async ({ key }) =>
      [...database.committed.sessions.values()].filter(({ userKey }) => userKey === key).length,
    readUser: async (key) => database.committed.users.get(key) ?? null,
  };
}

function put({ users }: Drafts, row: Omit<StoredMemoryUser, 'revision'>): UserKey {
  const namesake = rowNamed(users, row.username);
  if (namesake !== undefined && namesake.key !== row.key) throw new Error('somebody has this name');
  users.set(row.key, { ...row, revision: revisionOf(row.key, row) });
  return row.key;
}
