import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Deed, openTown, type Town } from './town.ts';
import { HERE } from './world.ts';

const DEEDS = [
  'ask',
  'ask for nobody',
  'say it was not me',
  'validate',
  'look up',
  'deliver',
  'wait',
  'purge',
  'issue a link',
  'revoke',
  'retry',
  'move the mailbox',
  'disable or enable',
  'manage elsewhere or here',
  'busy or idle',
  'set a bad password',
  'set a password',
] as const satisfies readonly Deed[];

/** So that enough of the orders are recoveries that succeed. */
const COMMON = ['ask', 'deliver', 'issue a link', 'set a password'] as const satisfies readonly Deed[];

/** The users whose hash may change in the next deed: whoever owns the good token that it brings. */
async function mayChange({ world, tokenAt, keys }: Town, deed: Deed, n: number): Promise<readonly boolean[]> {
  if (deed !== 'set a password') return keys.map(() => false);
  const token = tokenAt(n);
  const { kind } = await world.inspectToken({ token, address: HERE });
  const digest = world.source.digestOf(token);
  const record = digest === null ? null : await world.store.tokens.inspect(digest);
  return keys.map((key) => kind === 'good' && record?.userKey === key);
}

/** How often a hash changed; throws at the first that changed without a good token in that very request. */
async function live(town: Town, deeds: readonly (readonly [Deed, number])[]): Promise<number> {
  let changes = 0;
  for (const [deed, n] of deeds) {
    const allowed = await mayChange(town, deed, n);
    const before = await town.hashes();
    await town.deeds[deed](n);
    const after = await town.hashes();
    for (const [index, hash] of after.entries()) {
      if (hash === before[index]) continue;
      if (!allowed[index]) throw new Error(`"${deed}" changed a hash without a good token`);
      changes += 1;
    }
  }
  return changes;
}

const lives = fc.array(fc.tuple(fc.constantFrom(...DEEDS, ...COMMON), fc.nat(60)), { minLength: 1, maxLength: 40 });

describe('a password', () => {
  it('is changed by nothing but a good token in that very request, in any order of all calls', async () => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(lives, async (deeds) => {
        changes += await live(await openTown(), deeds);
      }),
      { numRuns: 600 },
    );
    // The orders do contain real recoveries: it is not that nobody ever got in.
    expect(changes).toBeGreaterThan(0);
  });

  it('is told to have been changed otherwise, where some other call opens the door', async () => {
    const careless = fc.asyncProperty(lives, async (deeds) => {
      await live(await openTown({ careless: true }), deeds);
    });
    expect((await fc.check(careless, { numRuns: 600 })).failed).toBe(true);
  });
});
