import { Overloaded } from '@rekey/concurrency';
import { describe, expect, it } from 'vitest';
import { crowdable } from '../../test/crowded.ts';
import { janesWorld } from '../../test/jane.ts';
import { tokenFor } from '../../test/tokens.ts';
import { HERE, NEW_PASSWORD } from '../../test/world.ts';

const { begin, world, inspect, set, opens } = janesWorld();

describe('work for a stranger', () => {
  it('is never a hash: bad tokens and refused passwords cost none', async () => {
    await begin();
    const hashed = world().countHashes;
    await set('A'.repeat(43));
    await set(await tokenFor(world(), 'jane.doe'), 'jane.doe@example.com');
    expect(hashed()).toBe(0);
  });

  it('is no hash of a password without end, also for the holder of a good token (CVE-2013-1443)', async () => {
    await begin();
    const endless = 'x'.repeat(1_000_000);
    expect(await set(await tokenFor(world(), 'jane.doe'), endless)).toMatchObject({ reasons: [{ code: 'too-long' }] });
    expect(world().countHashes()).toBe(0);
  });

  it('is one hash for fifty posts of one token: one wins and the rest look again', async () => {
    await begin();
    const token = await tokenFor(world(), 'jane.doe');
    const hashed = world().countHashes;
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => set(token, `password number ${n} of fifty`)),
    );
    expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'bad-token')).toHaveLength(49);
    expect(hashed()).toBe(1);
  });

  it('is turned away when hashes queue up, and the token survives', async () => {
    await begin();
    const token = await tokenFor(world(), 'jane.doe');
    world().makeHasherBusy(true);
    await expect(set(token)).rejects.toBeInstanceOf(Overloaded);
    world().makeHasherBusy(false);
    expect(await set(token)).toMatchObject({ kind: 'changed', user: { username: 'jane.doe' } });
  });
});

describe('the address of a caller', () => {
  it('is counted first, whatever password and token are like', async () => {
    await begin({ requestsPerMinute: 2 });
    expect((await set('nonsense', 'short')).kind).toBe('rejected');
    expect((await inspect('nonsense')).kind).toBe('bad-token');
    const limited = { kind: 'too-many-requests', retryAfterMs: expect.any(Number) };
    expect([await set('nonsense', 'short'), await inspect('nonsense')]).toEqual([limited, limited]);
  });
});

describe('a caller who has given up', () => {
  it('finds nothing changed: the transaction does not begin, and the token stays good', async () => {
    await begin();
    const token = await tokenFor(world(), 'jane.doe');
    let wanted = true;
    world().atNextHash(() => {
      wanted = false;
    });
    const chosen = { token, newPassword: NEW_PASSWORD, address: HERE, stillWanted: () => wanted };
    await expect(world().setPassword(chosen)).rejects.toBeInstanceOf(Overloaded);
    expect(await opens(NEW_PASSWORD)).toBe(false);
    expect(await inspect(token)).toEqual({ kind: 'good' });
  });

  it('is told to come back where too many units wait', async () => {
    const { through, crowd } = crowdable();
    await begin({ through });
    const token = await tokenFor(world(), 'jane.doe');
    crowd(true);
    await expect(set(token)).rejects.toBeInstanceOf(Overloaded);
    crowd(false);
    expect(await set(token)).toMatchObject({ kind: 'changed', user: { username: 'jane.doe' } });
  });
});

describe('a token that expires while its password is hashed', () => {
  it('is refused, and nothing is written', async () => {
    await begin();
    const token = await tokenFor(world(), 'jane.doe');
    world().atNextHash(() => world().pass(30 * 60_000));
    expect(await set(token)).toEqual({ kind: 'bad-token' });
    expect(await opens(NEW_PASSWORD)).toBe(false);
  });
});
