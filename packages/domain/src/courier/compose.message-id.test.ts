import { describe, expect, it } from 'vitest';
import { userRow } from '../../test/rows.ts';
import { HERE, openWorld } from '../../test/world.ts';

describe('the Message-ID of a letter', () => {
  it('is of the host of the links, and is not used again where letters are counted from the beginning', async () => {
    const ids: string[] = [];
    for (const laterMs of [0, 1]) {
      const world = openWorld({ answers: 'private' });
      await world.store.addUser(userRow());
      world.pass(laterMs);
      await world.requestReset({ username: 'jane.doe', address: HERE });
      await world.deliver();
      ids.push(...world.mails().map(({ messageId }) => messageId));
    }
    expect(ids).toEqual(Array(2).fill(expect.stringMatching(/^<rekey\.reset\.2\.[0-9a-z]+@id\.example\.com>$/)));
    expect(new Set(ids).size).toBe(2);
  });
});
