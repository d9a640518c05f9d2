import { createHash } from 'node:crypto';
import { createSemaphore } from '@rekey/concurrency';
import type { UserDirectory } from '@rekey/domain/ports';
import { type LookUp, type Revision, revisionText, type User, type UserKey, whoIsMeant } from '@rekey/domain/values';
import type { MemoryDatabase, MemoryUser, StoredMemoryUser } from './memory-database.ts';
import type { ReadRows } from './table.ts';

/** A `UserDirectory` over shared memory. */
export function memoryUserDirectory(database: MemoryDatabase, maxWaiting: number): UserDirectory {
  const { lookUp } = database;
  const { users } = database.committed;
  // Nothing takes time here. A crowd is refused all the same, as it is by a database.
  const lookUps = createSemaphore({ resource: 'a look-up', permits: 1, maxWaiting });
  return {
    findByName: (name) => lookUps.run(async () => findNamed(users, lookUp, [name]).get(name) ?? null),
    findByKey: async (key) => findKey(users, key),
  };
}

export function findKey(users: ReadRows<UserKey, StoredMemoryUser>, key: UserKey): User | null {
  const row = users.get(key);
  return row === undefined ? null : userOf(row);
}

/** The users that are meant by these names, by name. */
export function findNamed(
  users: ReadRows<UserKey, StoredMemoryUser>,
  lookUp: LookUp,
  names: readonly string[],
): ReadonlyMap<string, User> {
  const meant = whoIsMeant(
    lookUp,
    names,
    [...users.values()].map((row) => ({ user: row })),
  );
  return new Map([...meant].map(([name, { user }]) => [name, userOf(user)]));
}

export function rowNamed(users: ReadRows<UserKey, StoredMemoryUser>, name: string): StoredMemoryUser | undefined {
  for (const row of users.values()) if (row.username === name) return row;
  return undefined;
}

/** Computed when a row is written, so that look-ups cost no hash. */
export function revisionOf(key: UserKey, { email, passwordHash }: MemoryUser): Revision {
  return createHash('sha256')
    .update(revisionText(key, email, passwordHash))
    .digest('base64url') as Revision;
}

function userOf({ passwordHash: _, passwordChangedAt: __, locale = null, ...user }: StoredMemoryUser): User {
  return { ...user, locale };
}
