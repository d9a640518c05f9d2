import type { EmailAddress, User, UserKey } from '@rekey/domain/values';
import { lookUpContract } from '../look-up.contract.ts';
import type { StoreOptions, StoreUnderTest, UserRow } from '../store-under-test.ts';
import { userDirectoryContract } from '../user-directory.contract.ts';
import { alteredUnit } from './altered-unit.ts';
import { alteredUsers } from './altered-users.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

/** The store whose directory changes each name before it looks. */
function alteredNames(store: StoreUnderTest, alter: (name: string) => string): StoreUnderTest {
  const { directory } = store;
  return { ...store, directory: { ...directory, findByName: (name) => directory.findByName(alter(name)) } };
}

/** The store that takes what it is asked for as the pattern of SQL's LIKE. */
function lookingWithLike(store: StoreUnderTest): StoreUnderTest {
  const names: string[] = [];
  const addUser = (row: UserRow) => {
    names.push(row.username);
    return store.outside.addUser(row);
  };
  const like = (name: string) => {
    const literal = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return new RegExp(`^${literal.replaceAll('%', '.*').replaceAll('_', '.')}$`, 'su');
  };
  const found = (name: string) => names.find((each) => like(name).test(each)) ?? name;
  return { ...alteredNames(store, found), outside: { ...store.outside, addUser } };
}

/** The store in which a user's key is the name. */
function keyedByName(store: StoreUnderTest): StoreUnderTest {
  const { directory, outside } = store;
  const keyOf = (username: string) => username as UserKey;
  const findByName = async (name: string) => {
    const user = await directory.findByName(name);
    return user && { ...user, key: keyOf(user.username) };
  };
  const addUser = async (row: UserRow) => {
    await outside.addUser(row);
    return keyOf(row.username);
  };
  const removeUser = async (key: UserKey) => {
    const user = await directory.findByName(key);
    if (user !== null) await outside.removeUser(user.key);
  };
  return { ...store, directory: { findByName, findByKey: findByName }, outside: { ...outside, addUser, removeUser } };
}

/** Directories that find the wrong people, or tell the wrong things of the right ones. */
export const brokenDirectories: readonly BrokenAdapter<StoreUnderTest, StoreOptions>[] = [
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
    name: 'a directory that looks with LIKE',
    contract: userDirectoryContract,
    sentence: 'takes no character of a name for a wildcard or for syntax',
    breakIt: lookingWithLike,
  },
  {
    name: 'a directory whose keys are names',
    contract: userDirectoryContract,
    sentence: 'gives a reused name a key of its own',
    breakIt: keyedByName,
  },
  {
    name: 'a directory that tidies addresses',
    contract: userDirectoryContract,
    sentence: 'finds a user by name and by key, as the host application stored it',
    breakIt: (store) =>
      alteredUsers(store, (user) => ({ ...user, email: (user.email?.toLowerCase() ?? null) as EmailAddress | null })),
  },
  {
    name: 'a directory that shows the whole row',
    contract: userDirectoryContract,
    sentence: 'shows no stored hash',
    breakIt: (store) => alteredUsers(store, async (user) => ({ ...(await store.outside.readUser(user.key)), ...user })),
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
    name: 'a directory that knows nobody while it is busy',
    contract: userDirectoryContract,
    sentence:
      'refuses look-ups that are too many with Overloaded, never with an answer, and finds users again afterwards',
    breakIt: (store) => {
      const findByName = (name: string) => store.directory.findByName(name).catch(() => null);
      return { ...store, directory: { ...store.directory, findByName } };
    },
  },
  {
    name: 'a directory that ignores no case, although it should',
    contract: lookUpContract,
    sentence: 'finds a user by name and by address, whatever the case of letters',
    breakIt: (store) => ({
      ...store,
      directory: {
        ...store.directory,
        findByName: async (name) => {
          const user = await store.directory.findByName(name);
          return user?.username === name || user?.email === name ? user : null;
        },
      },
    }),
  },
  {
    name: 'a directory that takes the first of two',
    contract: lookUpContract,
    sentence: 'finds nobody under a name that two people match',
    breakIt: (store) => {
      const first = new Map<string, UserKey>();
      const addUser = async (row: UserRow) => {
        const key = await store.outside.addUser(row);
        const name = row.username.toLowerCase();
        if (!first.has(name)) first.set(name, key);
        return key;
      };
      const findByName = async (name: string) => {
        const key = first.get(name.toLowerCase());
        return (await store.directory.findByName(name)) ?? (key === undefined ? null : store.directory.findByKey(key));
      };
      return { ...store, directory: { ...store.directory, findByName }, outside: { ...store.outside, addUser } };
    },
  },
  {
    name: 'a directory that folds whatever looks alike',
    contract: lookUpContract,
    sentence: 'takes nothing for a difference of case that is another letter',
    breakIt: (store) => {
      const stored = new Map<string, string>();
      const alike = (name: string) => name.normalize('NFKC').toLowerCase().trim();
      const addUser = (row: UserRow) => {
        stored.set(alike(row.username), row.username);
        return store.outside.addUser(row);
      };
      return {
        ...alteredNames(store, (name) => stored.get(alike(name)) ?? name),
        outside: { ...store.outside, addUser },
      };
    },
  },
  {
    name: 'a unit that answers only the first name of a user',
    contract: lookUpContract,
    sentence: 'answers each name that was asked for with the user it means, also two names of one user',
    breakIt: (store) =>
      alteredUnit(store, ({ users }) => ({
        users: {
          ...users,
          holdNamed: async (names) => {
            const once = new Map([...(await users.holdNamed(names))].map(([name, user]) => [user.key, { name, user }]));
            return new Map([...once.values()].map(({ name, user }) => [name, user]));
          },
        },
      })),
  },
  {
    name: 'a directory that minds when name and address are one',
    contract: lookUpContract,
    sentence: 'finds one user whose name and address are the same',
    breakIt: (store) =>
      alteredUsers(store, (user) =>
        user.username.toLowerCase() === user.email?.toLowerCase() ? { ...user, key: '' as UserKey } : user,
      ),
  },
];
