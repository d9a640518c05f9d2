import type { Revision, User, UserKey } from '@rekey/domain';
import type { StoreUnderTest, StoreWish } from '../store-under-test.ts';
import { userDirectoryContract } from '../user-directory.contract.ts';
import { usersInUnitContract } from '../users-in-unit.contract.ts';
import { alteredUnit } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreWish>;

/** The store with every user the directory answers changed by `alter`. */
function alteredUsers(store: StoreUnderTest, alter: (user: User) => User): StoreUnderTest {
  const through = (user: User | null) => user && alter(user);
  const directory = {
    findByName: async (name: string) => through(await store.directory.findByName(name)),
    findByKey: async (key: UserKey) => through(await store.directory.findByKey(key)),
  };
  return { ...store, directory };
}

/** The store whose directory changes each name before it looks. */
function alteredNames(store: StoreUnderTest, alter: (name: string) => string): StoreUnderTest {
  const { directory } = store;
  return { ...store, directory: { ...directory, findByName: (name) => directory.findByName(alter(name)) } };
}

const brokenDirectories: readonly Broken[] = [
  {
    name: 'a directory that folds case',
    contract: userDirectoryContract,
    sentence: 'matches a name code point for code point: a twin of a stored name finds nobody',
    breakIt: (store) => alteredNames(store, (name) => name.toLowerCase()),
  },
  {
    name: 'a directory that trims',
    contract: userDirectoryContract,
    sentence: 'matches a name code point for code point: a twin of a stored name finds nobody',
    breakIt: (store) => alteredNames(store, (name) => name.trim()),
  },
  {
    name: 'a directory that normalises',
    contract: userDirectoryContract,
    sentence: 'finds each of two twins by its own name',
    breakIt: (store) => alteredNames(store, (name) => name.normalize('NFKC')),
  },
  {
    name: 'a directory with a cache that nobody empties',
    contract: userDirectoryContract,
    sentence: 'sees every change committed before the look-up began',
    breakIt: (store) => {
      const cache = new Map<UserKey, Promise<User | null>>();
      const findByKey = (key: UserKey) => {
        const found = cache.get(key) ?? store.directory.findByKey(key);
        cache.set(key, found);
        return found;
      };
      return { ...store, directory: { ...store.directory, findByKey } };
    },
  },
  {
    name: 'a revision that only the key goes into',
    contract: userDirectoryContract,
    sentence: 'changes the revision with every change of e-mail or password hash, by any hand',
    breakIt: (store) => alteredUsers(store, (user) => ({ ...user, revision: `of ${user.key}` as Revision })),
  },
  {
    name: 'a revision that flags go into',
    contract: userDirectoryContract,
    sentence: 'keeps the revision through every other change',
    breakIt: (store) =>
      alteredUsers(store, (user) => ({ ...user, revision: `${user.revision} ${user.enabled}` as Revision })),
  },
  {
    name: 'a revision that differs between directory and hold',
    contract: userDirectoryContract,
    sentence: 'answers the same user through the directory and through a hold',
    breakIt: (store) => alteredUsers(store, (user) => ({ ...user, revision: `${user.revision} ` as Revision })),
  },
];

const brokenHolds: readonly Broken[] = [
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

export const brokenUsers: readonly Broken[] = [...brokenDirectories, ...brokenHolds];
