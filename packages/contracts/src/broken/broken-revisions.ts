import type { Revision, User, UserKey } from '@rekey/domain/values';
import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import { userDirectoryContract } from '../user-directory.contract.ts';
import { alteredUsers } from './altered-users.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

/** The store whose directory computes revisions its own way. */
function withRevisions(store: StoreUnderTest, revisionOf: (user: User) => string | Promise<string>): StoreUnderTest {
  return alteredUsers(store, async (user) => ({ ...user, revision: (await revisionOf(user)) as Revision }));
}

/** Directories whose revisions bind a token to too much, or to too little. */
export const brokenRevisions: readonly BrokenAdapter<StoreUnderTest, StoreOptions>[] = [
  {
    name: 'a revision that only the key goes into',
    contract: userDirectoryContract,
    sentence: 'changes the revision with every change of e-mail or password hash, by any hand',
    breakIt: (store) => withRevisions(store, ({ key }) => `of ${key}`),
  },
  {
    name: 'a revision that the key does not go into',
    contract: userDirectoryContract,
    sentence: 'gives two users with the same e-mail and hash different revisions',
    breakIt: (store) =>
      withRevisions(store, async ({ key, email }) => {
        const row = await store.outside.readUser(key);
        return JSON.stringify([email, row?.passwordHash]);
      }),
  },
  {
    name: 'a revision that flags go into',
    contract: userDirectoryContract,
    sentence: 'keeps the revision through every other change',
    breakIt: (store) => withRevisions(store, ({ revision, enabled }) => `${revision} ${enabled}`),
  },
  {
    name: 'a revision that counts changes',
    contract: userDirectoryContract,
    sentence: 'gives a row that was changed back the revision it had',
    breakIt: (store) => {
      let changes = 0;
      const changeUser: typeof store.outside.changeUser = (key: UserKey, change) => {
        changes += 1;
        return store.outside.changeUser(key, change);
      };
      const counting = withRevisions(store, ({ revision }) => `${revision} ${changes}`);
      return { ...counting, outside: { ...store.outside, changeUser } };
    },
  },
  {
    name: 'a revision that differs between directory and hold',
    contract: userDirectoryContract,
    sentence: 'answers the same user through the directory and through a hold',
    breakIt: (store) => withRevisions(store, ({ revision }) => `${revision} `),
  },
];
