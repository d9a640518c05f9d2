import type { EmailAddress, User, UserKey } from '@rekey/domain';
import type { StoreUnderTest, StoreWish, UserRow } from '../store-under-test.ts';
import { userDirectoryContract } from '../user-directory.contract.ts';
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
export const brokenDirectories: readonly BrokenAdapter<StoreUnderTest, StoreWish>[] = [
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
];
