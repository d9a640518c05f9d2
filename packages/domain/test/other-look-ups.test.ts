import { beforeEach, describe, expect, it } from 'vitest';
import { userRow } from './rows.ts';
import { HERE, openWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = openWorld({ lookUp: { by: 'either', case: 'ignored' } });
  await world.store.addUser(userRow());
});

const ask = (username: string) => world.requestReset({ username, address: HERE });
const reasons = async () => (await world.allLetters()).map(({ username, state, reason }) => [username, state, reason]);

describe('with people found by name or address, whatever the case', () => {
  it('mails the same person under every spelling, with the link of the stored address', async () => {
    for (const name of ['JANE.DOE', 'Jane.Doe@Example.com']) await ask(name);
    await world.deliver();
    expect(world.mails().map(({ to }) => to.address)).toEqual(['jane.doe@example.com', 'jane.doe@example.com']);
  });

  it('lets no spelling slip past the limit of a user, not even in one batch', async () => {
    for (const name of ['jane.doe', 'Jane.doe', 'JAne.doe', 'JANe.doe', 'JANE.doe', 'jane.doe@example.com'])
      await ask(name);
    await world.deliver();
    expect(world.mails()).toHaveLength(3);
    expect((await reasons()).filter(([, , reason]) => reason === 'limit')).toHaveLength(3);
  });
});
