import type { UsersInUnit } from '@rekey/domain/ports';
import type { Instant, User, UserKey } from '@rekey/domain/values';
import { type Member, revisionOf, userOf } from './member.ts';
import { memberCalled } from './member-list.ts';

/** `UsersInUnit` over the rows of one transaction. Only one runs at a time, so what `hold` answers stays true until its end. */
export function membersInUnit(rows: Map<UserKey, Member>, now: () => Instant): UsersInUnit {
  return {
    async hold(by) {
      const member = 'key' in by ? rows.get(by.key) : memberCalled(rows, by.name);
      return member === undefined ? null : userOf(member);
    },
    async holdNamed(names) {
      const found = new Map<string, User>();
      for (const name of names) {
        const member = memberCalled(rows, name);
        if (member !== undefined) found.set(name, userOf(member));
      }
      return found;
    },
    async replacePassword(held, hash) {
      const member = rows.get(held.key);
      if (member === undefined || revisionOf(member) !== held.revision) return 'changed-meanwhile';
      const changed = { ...member, password: hash, passwordSetAt: now() };
      rows.set(held.key, changed);
      return revisionOf(changed);
    },
  };
}
