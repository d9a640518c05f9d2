import { describe, expect, it } from 'vitest';
import { paced } from '../../test/paced.ts';
import { userRow } from '../../test/rows.ts';
import { HERE, openWorld, type World } from '../../test/world.ts';
import type { AuditEvent } from '../values/audit-event.ts';
import { TOO_OLD } from '../values/letter.ts';

const HOUR = 3_600_000;

async function oneAsked(): Promise<World> {
  const world = openWorld({ answers: 'private' });
  await world.store.addUser(userRow({ username: 'user-0' }));
  await world.requestReset({ username: 'user-0', address: HERE });
  return world;
}

const nameIn = (event: AuditEvent) => ('username' in event ? (event.username ?? '') : '');

describe('the trail', () => {
  it('keeps who asked, from where, and what was decided and sent, without an address or a token', async () => {
    const world = await oneAsked();
    await world.store.addUser(userRow({ username: 'disabled', enabled: false }));
    for (const username of ['nobody', 'disabled']) await world.requestReset({ username, address: HERE });
    await world.store.addUser(userRow({ username: 'refused' }));
    await world.deliver();
    world.mailer.next('refused-for-good');
    await world.requestReset({ username: 'refused', address: HERE });
    await world.deliver();
    const trail = await world.store.readAudit();
    const told = trail.map(({ event }) => event).sort((one, other) => nameIn(one).localeCompare(nameIn(other)));
    const asked = { letterKind: 'reset', address: HERE };
    expect(told).toMatchObject([
      { kind: 'letter-skipped', username: 'disabled', userKey: expect.any(String), reason: 'disabled', ...asked },
      { kind: 'letter-skipped', username: 'nobody', userKey: null, reason: 'unknown user', ...asked },
      { kind: 'letter-dead', username: 'refused', reason: expect.stringMatching(/^refused by the relay/), ...asked },
      { kind: 'letter-sent', username: 'user-0', userKey: expect.any(String), reason: null, ...asked },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/@/);
    for (const token of world.tokens()) expect(JSON.stringify(told)).not.toContain(token);
  });

  it('keeps what ended with the claim: requests that others answer, and those that grew too old', async () => {
    const world = await oneAsked();
    world.pass(5 * HOUR);
    for (let n = 0; n < 2; n += 1) await world.requestReset({ username: 'nobody', address: HERE });
    await world.deliver();
    const asked = { letterKind: 'reset', address: HERE, userKey: null, requestedAt: expect.any(Number) };
    expect((await world.store.readAudit()).map(({ event }) => event)).toMatchObject([
      { kind: 'letter-skipped', username: 'nobody', reason: 'folded', ...asked },
      { kind: 'letter-dead', username: 'user-0', reason: TOO_OLD, ...asked },
      { kind: 'letter-skipped', username: 'nobody', reason: 'unknown user', ...asked },
    ]);
  });

  it('keeps a flood of requests for one name in pieces', async () => {
    const statements: string[] = [];
    const note = async (statement: string) => void statements.push(statement);
    const world = openWorld({ through: (store) => paced(store, note) });
    await world.store.addUser(userRow());
    for (let n = 0; n < 500; n += 1) await world.requestReset({ username: 'jane.doe', address: HERE });
    await world.deliver();
    const kinds = (await world.store.readAudit()).map(({ event }) => event.kind);
    expect(kinds.filter((kind) => kind === 'letter-skipped')).toHaveLength(499);
    // Three for these, one for the letter that was sent.
    expect(statements.filter((statement) => statement === 'record')).toHaveLength(4);
  });

  it('keeps no letter from its reader where it cannot be written', async () => {
    let broken = true;
    const breaking = async (statement: string) => {
      if (!broken || statement !== 'record') return;
      broken = false;
      throw new Error('the trail is away');
    };
    const world = openWorld({ through: (store) => paced(store, breaking) });
    await world.store.addUser(userRow());
    for (let n = 0; n < 2; n += 1) await world.requestReset({ username: 'jane.doe', address: HERE });
    await expect(world.deliver()).rejects.toMatchObject({ cause: { message: 'the trail is away' } });
    expect(world.mails()).toHaveLength(1);
  });

  it('says nothing of a letter that waits, or that went to another courier', async () => {
    const world = await oneAsked();
    world.mailer.next('try-later');
    await world.deliver();
    world.pass(HOUR);
    world.mailer.next('refused-for-good');
    world.atNextHandOver(async () => {
      const [letter] = await world.allLetters();
      await world.store.units.run(({ letters }) => letters.proveDelivered(letter?.id ?? ('' as never)));
    });
    await world.deliver();
    expect(world.events.map(({ kind }) => kind)).toEqual(['claimed', 'postponed', 'claimed', 'lost']);
    expect(await world.store.readAudit()).toEqual([]);
  });
});
