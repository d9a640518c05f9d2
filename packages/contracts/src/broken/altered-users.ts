import type { User, UserKey } from '@rekey/domain/values';
import type { StoreUnderTest } from '../store-under-test.ts';

/** The store with every user that its directory answers changed by `alter`. */
export function alteredUsers(store: StoreUnderTest, alter: (user: User) => User | Promise<User>): StoreUnderTest {
  const through = async (user: User | null) => user && (await alter(user));
  const directory = {
    findByName: async (name: string) => through(await store.directory.findByName(name)),
    findByKey: async (key: UserKey) => through(await store.directory.findByKey(key)),
  };
  return { ...store, directory };
}
