import type { Unit, UnitOfWork } from '@rekey/domain/ports';
import type { UserKey } from '@rekey/domain/values';
import type { Member } from './member.ts';

export type MemberRows = ReadonlyMap<UserKey, Member>;

/** This program's own storage, which happens to be a map. Rekey's tokens and letters are kept beside it. */
export interface MemberList {
  /** What is committed. */
  rows(): MemberRows;
  /** One writer at a time; all of its changes are kept or, if it throws, none. `unit` is Rekey's part of the same transaction. */
  write<Result>(work: (rows: Map<UserKey, Member>, unit: Unit) => Promise<Result> | Result): Promise<Result>;
}

/** `units` brings the transaction; its own users are not used. */
export function createMemberList(units: UnitOfWork): MemberList {
  let committed: MemberRows = new Map();
  return {
    rows: () => committed,
    write: (work) =>
      units.run(async (unit) => {
        const draft = new Map(committed);
        const result = await work(draft, unit);
        committed = draft;
        return result;
      }),
  };
}

export function memberCalled(rows: MemberRows, login: string): Member | undefined {
  for (const member of rows.values()) if (member.login === login) return member;
  return undefined;
}
