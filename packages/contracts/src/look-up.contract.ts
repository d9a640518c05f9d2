import assert from 'node:assert/strict';
import { type Contract, promised } from './contract.ts';
import { addUser } from './store-steps.ts';
import type { StoreOptions, StorePromise, StoreUnderTest } from './store-under-test.ts';

/** By user name or e-mail address, whatever the case: the widest look-up that a mapping can choose. */
const WIDEST: StoreOptions = { lookUp: { by: 'either', case: 'ignored' } };

/** What no reader would take for a difference of case only, although some database or locale does (CVE-2019-19844). */
const STRANGERS: readonly (readonly [string, string])[] = [
  ['\u212Aelvin', 'kelvin'],
  ['mıke', 'mike'],
  ['roſe', 'rose'],
  ['İpek', 'ipek'],
  ['oﬀice', 'office'],
  ['\uFF44ave', 'dave'],
  ['bob ', 'bob'],
  ['strauß', 'strauss'],
];

const keyOf = async (store: StoreUnderTest, name: string) => (await store.directory.findByName(name))?.key ?? null;

const heldKeyOf = async (store: StoreUnderTest, name: string) => {
  const [byOne, byMany] = await store.units.run(async ({ users }) => [
    (await users.hold({ name }))?.key ?? null,
    (await users.holdNamed([name, 'nobody'])).get(name)?.key ?? null,
  ]);
  assert.equal(byOne, byMany);
  return byOne;
};

/** The name means this user, or nobody, to everything that takes names. */
async function assertMeans(store: StoreUnderTest, name: string, key: string | null): Promise<void> {
  assert.equal(await keyOf(store, name), key, `the directory: ${JSON.stringify(name)}`);
  assert.equal(await heldKeyOf(store, name), key, `a unit: ${JSON.stringify(name)}`);
}

const wide = (sentence: string, check: (store: StoreUnderTest) => Promise<void>): StorePromise =>
  promised(sentence, check, WIDEST);

/** What a `UserDirectory` and `UsersInUnit` keep where people are found by name or address, and case is ignored. */
export const lookUpContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'UserDirectory by name or address',
  promises: [
    wide('finds a user by name and by address, whatever the case of letters', async (store) => {
      const { key } = await addUser(store, { username: 'Jane.Doe', email: 'Jane@Example.com' });
      for (const name of ['Jane.Doe', 'jane.doe', 'JANE.DOE', 'jane@example.COM', 'Jane@Example.com']) {
        await assertMeans(store, name, key);
      }
      for (const name of ['jane', 'jane.doe ', 'jane@example', '%', 'jane_doe']) await assertMeans(store, name, null);
    }),
    wide('finds nobody under a name that two people match', async (store) => {
      await addUser(store, { username: 'bob', email: 'bob@example.com' });
      await addUser(store, { username: 'BOB', email: 'robert@example.com' });
      const john = await addUser(store, { username: 'john', email: 'shared@example.com' });
      await addUser(store, { username: 'shared@example.com', email: 'mary@example.com' });
      for (const name of ['bob', 'Bob', 'BOB', 'shared@example.com']) await assertMeans(store, name, null);
      await assertMeans(store, 'john', john.key);
      await assertMeans(store, 'mary@example.com', (await keyOf(store, 'MARY@example.com')) ?? 'nobody');
    }),
    wide('finds one user whose name and address are the same', async (store) => {
      const { key } = await addUser(store, { username: 'jane@example.com', email: 'Jane@Example.com' });
      await assertMeans(store, 'JANE@example.com', key);
    }),
    wide('takes nothing for a difference of case that is another letter', async (store) => {
      for (const [username] of STRANGERS) await addUser(store, { username, email: null });
      for (const [, stranger] of STRANGERS) await assertMeans(store, stranger, null);
    }),
    wide('answers each name that was asked for with the user it means, also two names of one user', async (store) => {
      const jane = await addUser(store, { username: 'jane', email: 'jane@example.com' });
      const john = await addUser(store, { username: 'john', email: null });
      const names = ['JANE', 'jane@example.com', 'John', 'nobody'];
      const held = await store.units.run((unit) => unit.users.holdNamed(names));
      assert.deepEqual([...held].map(([name, { key }]) => [name, key]).sort(), [
        ['JANE', jane.key],
        ['John', john.key],
        ['jane@example.com', jane.key],
      ]);
    }),
  ],
};
