import type { PasswordHasher } from '@rekey/domain/ports';
import { normalizePassword } from '@rekey/domain/values';
import { keyOf } from './member.ts';
import { type MemberList, memberCalled } from './member-list.ts';

interface Newcomer {
  readonly login: string;
  readonly mail: string;
  readonly password: string;
}

/** Makes somebody a member. Throws if the login is taken. */
export type Join = (newcomer: Newcomer) => Promise<void>;

export function createJoin(members: MemberList, hasher: PasswordHasher): Join {
  let last = 0;
  return async ({ login, mail, password: chosen }) => {
    const password = await hasher.hash(normalizePassword(chosen, 'nfc'));
    await members.write((rows) => {
      if (memberCalled(rows, login) !== undefined) throw new Error(`somebody is called ${login} already`);
      const number = ++last;
      const rest = {
        givenName: null,
        familyName: null,
        singleSignOn: false,
        blocked: false,
        language: null,
        passwordSetAt: null,
      };
      rows.set(keyOf(number), { number, login, mail, password, ...rest });
    });
  };
}
