import assert from 'node:assert/strict';
import type { Claim } from '@rekey/domain/values';
import { promised } from '../contract.ts';
import { notice, request } from '../sample-rows.ts';
import { addUser, claim, postNotice } from '../store-steps.ts';
import type { StorePromise, StoreUnderTest } from '../store-under-test.ts';

const MANY = 20;

async function postFrom(store: StoreUnderTest, address: string, names: readonly string[]): Promise<void> {
  for (const name of names) assert.equal(await store.letters.post(request(name, address)), 'posted');
}

const named = (prefix: string) => Array.from({ length: MANY }, (_, index) => `${prefix} ${index}`);

const namesOf = (claimed: readonly Claim[]) =>
  claimed.map(({ letter }) => (letter.kind === 'reset' ? letter.submittedName : 'notice'));

/** How letters of different networks share a courier, and the room in the box. */
export const roundPromises: readonly StorePromise[] = [
  promised('serves networks in turn: who asks for much waits behind who asks for little', async (store) => {
    await postFrom(store, '192.0.2.1', named('flood'));
    await postFrom(store, '192.0.2.2', ['jane.doe', 'john.doe']);
    assert.deepEqual(namesOf(await claim(store, { limit: 4 })), ['flood 0', 'jane.doe', 'flood 1', 'john.doe']);
    await postFrom(store, '192.0.2.3', ['late']);
    assert.deepEqual(namesOf(await claim(store, { limit: 2 })), ['flood 2', 'late']);
    assert.equal((await claim(store)).length, MANY - 3);
  }),
  promised('counts the addresses of 64 bits of IPv6 as one network', async (store) => {
    for (const [index, name] of named('flood').entries()) await postFrom(store, `2001:db8:1:2::${index}`, [name]);
    await postFrom(store, '2001:db8:1:3::1', ['jane.doe']);
    assert.deepEqual(namesOf(await claim(store, { limit: 2 })), ['flood 0', 'jane.doe']);
  }),
  promised('lets no notice wait behind a flood of requests', async (store) => {
    await postFrom(store, '192.0.2.1', named('flood'));
    await postNotice(store, notice(await addUser(store)));
    assert.deepEqual(namesOf(await claim(store, { limit: 2 })), ['flood 0', 'notice']);
  }),
  promised(
    'keeps room for others: beyond half of what it may hold, a network that has much of it hears full first',
    async (store) => {
      const names = Array.from({ length: 250 }, (_, index) => `flood ${index}`);
      const answers = await Promise.all(names.map((name) => store.letters.post(request(name, '192.0.2.1'))));
      const posted = answers.filter((answer) => answer === 'posted').length;
      assert.ok(posted > 100 && posted < 150, `${posted} of a flood have a place`);
      await postFrom(store, '192.0.2.2', ['jane.doe', 'john.doe']);
      assert.equal(await store.letters.post(request('jane.doe', '192.0.2.1')), 'full', 'whatever the name');
    },
    { maxPendingLetters: 200 },
  ),
];
