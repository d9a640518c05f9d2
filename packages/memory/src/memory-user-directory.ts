import { createHash } from 'node:crypto';
import { type Revision, revisionText, type User, type UserDirectory, type UserKey } from '@rekey/domain';
import type { MemoryDatabase, MemoryUser, StoredMemoryUser } from './memory-database.ts';
import type { ReadRows } from './table.ts';

/** A `UserDirectory` over shared memory. */
export function memoryUserDirectory({ committed: { users } }: MemoryDatabase): UserDirectory {
  return {
    findByName: async (name) => findUser(users, { name }),
    findByKey: async (key) => findUser(users, { key }),
  };
}

export function findUser(
  users: ReadRows<UserKey, StoredMemoryUser>,
  by: { readonly name: string } | { readonly key: UserKey },
): User | null {
  const row = 'key' in by ? users.get(by.key) : rowNamed(users, by.name);
  return row === undefined ? null : userOf(row);
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
