import type { UnitOfWork } from '@rekey/domain/ports';
import type { Instant } from '@rekey/domain/values';
import type { MemberList } from './member-list.ts';
import { membersInUnit } from './members-in-unit.ts';

/** A `UnitOfWork` that changes members, tokens and letters in one transaction. */
export function memberUnits(members: MemberList, now: () => Instant): UnitOfWork {
  return {
    run: (work) => members.write((rows, unit) => work({ ...unit, users: membersInUnit(rows, now) })),
  };
}
