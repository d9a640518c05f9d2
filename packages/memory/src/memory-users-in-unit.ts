import type { UsersInUnit } from '@rekey/domain/ports';
import type { Drafts, MemoryDatabase } from './memory-database.ts';
import { findKey, findNamed, revisionOf } from './memory-user-directory.ts';

/** `UsersInUnit` over the drafts of one unit. One unit runs at a time, so what a hold answers stays true until the unit ends. */
export function memoryUsersInUnit(database: MemoryDatabase, { users }: Drafts): UsersInUnit {
  const named = (names: readonly string[]) => findNamed(users, database.lookUp, names);
  return {
    hold: async (by) => ('key' in by ? findKey(users, by.key) : (named([by.name]).get(by.name) ?? null)),
    holdNamed: async (names) => named(names),
    async replacePassword(held, passwordHash) {
      const row = users.get(held.key);
      if (row === undefined || row.revision !== held.revision) return 'changed-meanwhile';
      const revision = revisionOf(row.key, { ...row, passwordHash });
      users.set(row.key, { ...row, passwordHash, revision, passwordChangedAt: database.now() });
      return revision;
    },
  };
}
