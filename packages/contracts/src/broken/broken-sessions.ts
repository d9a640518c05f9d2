import type { SessionRevoker, Unit } from '@rekey/domain/ports';
import { sessionRevokerContract } from '../session-revoker.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import { alteredUnit, withAfterlife } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

const withRevoker = (store: StoreUnderTest, alter: (sessions: SessionRevoker, unit: Unit) => SessionRevoker) =>
  alteredUnit(store, (unit) => ({ sessions: alter(unit.sessions, unit) }));

export const brokenSessions: readonly BrokenAdapter<StoreUnderTest, StoreOptions>[] = [
  {
    name: 'a revoker that ends nothing',
    contract: sessionRevokerContract,
    sentence: 'ends every session of the user, and answers how many',
    breakIt: (store) => withRevoker(store, () => ({ revokeAllOf: async () => 0 })),
  },
  {
    name: 'a revoker that finds users whatever the case of their names',
    contract: sessionRevokerContract,
    sentence: "ends nobody else's session",
    breakIt: (store) =>
      withRevoker(store, (sessions, { users }) => ({
        async revokeAllOf(user) {
          const twin = await users.hold({ name: user.username.replace('jane.doe', 'Jane.Doe') });
          if (twin !== null && twin.key !== user.key) await sessions.revokeAllOf(twin);
          return sessions.revokeAllOf(user);
        },
      })),
  },
  {
    name: 'a revoker that does not wait for the commit',
    contract: sessionRevokerContract,
    sentence: 'lets sessions live whose unit rolls back',
    breakIt: (store) =>
      withAfterlife(store, ({ sessions }, afterRollback) => ({
        sessions: {
          async revokeAllOf(user) {
            afterRollback(async (unit) => void (await unit.sessions.revokeAllOf(user)));
            return sessions.revokeAllOf(user);
          },
        },
      })),
  },
];
