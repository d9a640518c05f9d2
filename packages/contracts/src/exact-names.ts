import assert from 'node:assert/strict';
import { promised } from './contract.ts';
import { addUser } from './store-steps.ts';
import type { StorePromise } from './store-under-test.ts';

// Each pair is one name to some database, locale or mail program: case folding, NFKC, NFC, trimming, what no eye can see (CVE-2019-19844).
const TWINS: readonly (readonly [string, string])[] = [
  ['alice', 'Alice'],
  ['bob', 'bob '],
  ['carol', ' carol'],
  ['oﬀice', 'office'],
  ['mıke', 'mike'],
  ['\u212Aelvin', 'Kelvin'],
  ['\u212Aarl', 'karl'],
  ['roſe', 'rose'],
  ['strauß', 'strauss'],
  ['İpek', 'i\u0307pek'],
  ['\uFF44ave', 'dave'],
  ['eve\u200D', 'eve'],
  ['fran\u00E7oise', 'franc\u0327oise'],
  ['gr\u0430ce', 'grace'],
  ['heidi\u00AD', 'heidi'],
  ['\u{1D4F2}van', 'ivan'],
];

export const exactNames: readonly StorePromise[] = [
  promised('matches a name code point for code point: a twin of a stored name finds nobody', async (store) => {
    for (const [stored] of TWINS) await addUser(store, { username: stored });
    for (const [, twin] of TWINS) assert.equal(await store.directory.findByName(twin), null, JSON.stringify(twin));
  }),
  promised('finds each of two twins by its own name', async (store) => {
    for (const username of TWINS.flat()) {
      const { key } = await addUser(store, { username });
      assert.equal((await store.directory.findByName(username))?.key, key, JSON.stringify(username));
    }
    for (const username of TWINS.flat()) {
      assert.equal((await store.directory.findByName(username))?.username, username, JSON.stringify(username));
    }
  }),
  promised('takes no character of a name for a wildcard or for syntax', async (store) => {
    await addUser(store, { username: 'jane_doe' });
    for (const name of ['%', 'jane%', 'jane?doe', 'jane-doe', '_________', "jane_doe' OR '1'='1", 'jane_doe\\', '*']) {
      assert.equal(await store.directory.findByName(name), null, name);
    }
    assert.ok(await store.directory.findByName('jane_doe'));
  }),
];
