import type { Opened, StoreOptions, StoreUnderTest, UserRow } from '@rekey/contracts';
import type { Instant, UserKey } from '@rekey/domain/values';
import { createMemoryStore } from '@rekey/memory';
import { keyOf, type Member } from '../src/members/member.ts';
import { memberDirectory } from '../src/members/member-directory.ts';
import { createMemberList } from '../src/members/member-list.ts';
import { memberUnits } from '../src/members/member-units.ts';

/** This program's members with Rekey's tokens and letters beside them, as the contracts want to see a store. */
export function openMembers(options: StoreOptions = {}): Opened<StoreUnderTest> {
  let time = Date.UTC(2026, 0, 15, 12);
  let last = 0;
  const now = () => time as Instant;
  const store = createMemoryStore({ ...options, now });
  const members = createMemberList(store.units);
  const put = (member: Member) => members.write((rows) => void rows.set(keyOf(member.number), member));
  const memberAt = (key: UserKey) => members.rows().get(key);

  const outside: StoreUnderTest['outside'] = {
    async addUser(row) {
      const number = ++last;
      await put({ number, ...memberOf(row), passwordSetAt: null });
      return keyOf(number);
    },
    async changeUser(key, change) {
      const member = memberAt(key);
      if (member === undefined) throw new Error(`there is no member ${key}`);
      await put({ ...member, ...memberOf({ ...rowOf(member), ...change }) });
    },
    removeUser: (key) => members.write((rows) => void rows.delete(key)),
    async readUser(key) {
      const member = memberAt(key);
      return member === undefined ? null : { ...rowOf(member), passwordChangedAt: member.passwordSetAt };
    },
    signIn: store.signIn,
    sessionsOf: store.sessionsOf,
    readAudit: store.readAudit,
    readAtRest: store.readAtRest,
    async advance(ms) {
      time += ms;
    },
    now: async () => now(),
  };
  const { tokens, letters, auditReader, housekeeping, backlog } = store;
  const units = memberUnits(members, now);
  const directory = memberDirectory(members);
  return {
    subject: { directory, tokens, letters, units, auditReader, housekeeping, backlog, outside },
    close: () => {},
  };
}

function memberOf(row: UserRow): Omit<Member, 'number' | 'passwordSetAt'> {
  return {
    login: row.username,
    mail: row.email,
    givenName: row.firstName,
    familyName: row.lastName,
    singleSignOn: row.externallyManaged,
    blocked: !row.enabled,
    language: row.locale ?? null,
    password: row.passwordHash,
  };
}

function rowOf(member: Member): UserRow {
  return {
    username: member.login,
    email: member.mail,
    firstName: member.givenName,
    lastName: member.familyName,
    externallyManaged: member.singleSignOn,
    enabled: !member.blocked,
    locale: member.language,
    passwordHash: member.password,
  };
}
