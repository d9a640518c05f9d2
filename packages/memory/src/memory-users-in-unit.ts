import type { User, UsersInUnit } from '@rekey/domain';
import type { Drafts, MemoryDatabase } from './memory-database.ts';
import { findUser, revisionOf } from './memory-user-directory.ts';

/** `UsersInUnit` over the drafts of one unit. One unit runs at a time, so what a hold answers stays true until the unit ends. */
export function memoryUsersInUnit(database: MemoryDatabase, { users }: Drafts): UsersInUnit {
  return {
    hold: async (by) => findUser(users, by),
    async holdNamed(names) {
      const found = new Map<string, User>();
      for (const name of names) {
        const user = findUser(users, { name });
        if (user !== null) found.set(name, user);
      }
      return found;
    },
    async replacePassword(held, passwordHash) {
      const row = users.get(held.key);
      if (row === undefined || row.revision !== held.revision) return 'changed-meanwhile';
      const revision = revisionOf(row.key, { ...row, passwordHash });
      users.set(row.key, { ...row, passwordHash, revision, passwordChangedAt: database.now() });
      return revision;
    },
  };
}
