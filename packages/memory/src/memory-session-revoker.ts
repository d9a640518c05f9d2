import type { SessionRevoker } from '@rekey/domain/ports';
import type { Drafts } from './memory-database.ts';

/** A `SessionRevoker` over the drafts of one unit. */
export function memorySessionRevoker({ sessions }: Drafts): SessionRevoker {
  return {
    async revokeAllOf(user) {
      const theirs = [...sessions.values()].filter(({ userKey }) => userKey === user.key);
      for (const { number } of theirs) sessions.delete(number);
      return theirs.length;
    },
  };
}
