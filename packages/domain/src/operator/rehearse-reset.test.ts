import { describe, expect, it } from 'vitest';
import { userRow } from '../../test/rows.ts';
import { openWorld } from '../../test/world.ts';
import type { Revision } from '../values/user.ts';
import { createRehearseReset } from './rehearse-reset.ts';

async function rehearsal(row: Parameters<typeof userRow>[0] = {}) {
  const world = openWorld();
  await world.store.addUser(userRow(row));
  const rehearse = createRehearseReset({ units: world.store.units, source: world.source, hasher: world.hasher });
  return { world, rehearse };
}

describe('rehearseReset', () => {
  it('says where the mail would go, and leaves nothing', async () => {
    const { world, rehearse } = await rehearsal();
    const before = await world.store.directory.findByName('jane.doe');
    expect(await rehearse('jane.doe')).toEqual({
      kind: 'rehearsed',
      mailbox: 'jane.doe@example.com',
      sessionsEnded: 0,
    });
    expect(await world.store.directory.findByName('jane.doe')).toEqual(before);
    expect(await world.store.readAudit()).toEqual([]);
    expect(await world.store.letters.list({ limit: 10 })).toEqual([]);
  });

  it.each([
    ['nobody', {}, 'unknown-user'],
    ['jane.doe', { externallyManaged: true }, 'externally-managed'],
    ['jane.doe', { enabled: false }, 'disabled'],
    ['jane.doe', { email: '' }, 'no-mailbox'],
  ])('says why %s with %j would get no mail: %s', async (username, row, kind) => {
    const { rehearse } = await rehearsal(row);
    expect(await rehearse(username)).toEqual({ kind });
  });

  it('throws where the row reads back differently from what was written', async () => {
    const { world } = await rehearsal();
    const { units } = world.store;
    const changing: typeof units = {
      run: (work) =>
        units.run((unit) =>
          work({ ...unit, users: { ...unit.users, replacePassword: async () => 'never written' as Revision } }),
        ),
    };
    const rehearse = createRehearseReset({ units: changing, source: world.source, hasher: world.hasher });
    await expect(rehearse('jane.doe')).rejects.toThrow('reads back differently');
  });
});
