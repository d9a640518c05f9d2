import type { UserDirectory } from '@rekey/domain/ports';
import type { User } from '@rekey/domain/values';
import { type Member, userOf } from './member.ts';
import { type MemberList, memberCalled } from './member-list.ts';

/** A `UserDirectory` over this program's own members. */
export function memberDirectory(members: MemberList): UserDirectory {
  return {
    findByName: async (name) => found(memberCalled(members.rows(), name)),
    findByKey: async (key) => found(members.rows().get(key)),
  };
}

function found(member: Member | undefined): User | null {
  return member === undefined ? null : userOf(member);
}
