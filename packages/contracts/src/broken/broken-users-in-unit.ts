import type { User, UserKey } from '@rekey/domain/values';
import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import { usersInUnitContract } from '../users-in-unit.contract.ts';
import { alteredUnit } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

export const brokenUsersInUnit: readonly BrokenAdapter<StoreUnderTest, StoreOptions>[] = [
  {
    name: 'a replacement that compares nothing',
    contract: usersInUnitContract,
    sentence: 'writes nothing when e-mail or hash changed since they were judged',
    breakIt: (store) =>
      alteredUnit(store, ({ users }) => ({
        users: {
          ...users,
          replacePassword: async ({ key }, hash) => {
            const newest = await users.hold({ key });
            return newest === null ? 'changed-meanwhile' : users.replacePassword(newest, hash);
          },
        },
      })),
  },
  {
    name: 'a hold that is only a read, from before the unit had its turn',
    contract: usersInUnitContract,
    sentence: 'lets units that hold one user run one after another, each on what the one before it wrote',
    breakIt: (store) => {
      const read = new Map<string, Promise<User | null>>();
      return alteredUnit(store, ({ users }) => ({
        users: {
          ...users,
          hold: (by) => {
            const held = read.get(JSON.stringify(by)) ?? users.hold(by);
            read.set(JSON.stringify(by), held);
            return held;
          },
        },
      }));
    },
  },
  {
    name: 'a hold of many that is only a read, from before the unit had its turn',
    contract: usersInUnitContract,
    sentence: 'lets units that hold the same users, named in any order, run one after another',
    breakIt: (store) => {
      let read: ReturnType<typeof store.units.run<ReadonlyMap<string, User>>> | null = null;
      return alteredUnit(store, ({ users }) => ({
        users: {
          ...users,
          holdNamed: (names) => {
            read ??= users.holdNamed(names);
            return read;
          },
        },
      }));
    },
  },
  {
    name: 'a replacement for whoever has the name now',
    contract: usersInUnitContract,
    sentence: 'writes nothing when the user is gone',
    breakIt: (store) =>
      alteredUnit(store, ({ users }) => ({
        users: {
          ...users,
          replacePassword: async (held, hash) =>
            users.replacePassword((await users.hold({ name: held.username })) ?? held, hash),
        },
      })),
  },
  {
    name: 'a replacement of every password',
    contract: usersInUnitContract,
    sentence: 'changes one user and no other',
    breakIt: (store) => {
      const keys: UserKey[] = [];
      const addUser: typeof store.outside.addUser = async (row) => {
        const key = await store.outside.addUser(row);
        keys.push(key);
        return key;
      };
      const altered = alteredUnit(store, ({ users }) => ({
        users: {
          ...users,
          replacePassword: async (held, hash) => {
            for (const key of keys) {
              const other = key === held.key ? null : await users.hold({ key });
              if (other !== null) await users.replacePassword(other, hash);
            }
            return users.replacePassword(held, hash);
          },
        },
      }));
      return { ...altered, outside: { ...store.outside, addUser } };
    },
  },
  {
    name: 'a change that leaves no time behind',
    contract: usersInUnitContract,
    sentence: 'writes the hash and the time of the change, and answers the new revision',
    breakIt: (store) => {
      const readUser = async (key: UserKey) => {
        const row = await store.outside.readUser(key);
        return row && { ...row, passwordChangedAt: null };
      };
      return { ...store, outside: { ...store.outside, readUser } };
    },
  },
];
