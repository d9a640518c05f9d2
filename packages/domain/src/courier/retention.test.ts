import { createMemoryStore } from '@rekey/memory';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../values/brand.ts';
import type { ClientAddress } from '../values/letter.ts';
import { nameKeyOf, parseSubmittedName } from '../values/username.ts';
import { createPurgeExpired, type PurgeRules } from './retention.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RULES: PurgeRules = {
  keepMs: { letters: 30 * DAY, tokens: 7 * DAY, audit: 365 * DAY },
  limitWindowMs: HOUR,
  batch: 2,
};

/** A store in which five letters were settled and five events recorded, and its clock. */
async function yesterday() {
  let now = Date.UTC(2026, 0, 1);
  const store = createMemoryStore({ now: () => now as Instant });
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    const submittedName = parseSubmittedName(name);
    if (submittedName === null) throw new Error('a name');
    const address = '192.0.2.1' as ClientAddress;
    await store.letters.post({ kind: 'reset', submittedName, nameKey: nameKeyOf(name), address });
    await store.units.run((unit) => unit.audit.record([{ kind: 'all-tokens-revoked', count: 0 }]));
  }
  const { claimed } = await store.letters.claim({
    limit: 5,
    leaseMs: HOUR,
    suspects: false,
    longestDelayMs: HOUR,
    ageCapMs: { reset: DAY, notice: DAY },
  });
  await store.units.run(async ({ letters }) => {
    await letters.settle(claimed.map((claim) => ({ claim, fate: { state: 'sent' } })));
  });
  const pass = (ms: number) => {
    now += ms;
  };
  const purge = (rules: Partial<PurgeRules> = {}) => createPurgeExpired(store.housekeeping, { ...RULES, ...rules })();
  return { purge, pass };
}

describe('createPurgeExpired', () => {
  it('takes a batch of each kind at a time, and says whether there may be more', async () => {
    const { purge, pass } = await yesterday();
    pass(366 * DAY);
    expect(await purge()).toEqual({ letters: 2, tokens: 0, audit: 2, more: true });
    expect(await purge()).toMatchObject({ letters: 2, more: true });
    expect(await purge()).toEqual({ letters: 1, tokens: 0, audit: 1, more: false });
  });

  it('keeps each for an age of its own', async () => {
    const { purge, pass } = await yesterday();
    pass(31 * DAY);
    expect(await purge({ batch: 10 })).toEqual({ letters: 5, tokens: 0, audit: 0, more: false });
  });

  it('keeps for ever what it is told to', async () => {
    const { purge, pass } = await yesterday();
    pass(9_999 * DAY);
    const keepMs = { letters: null, tokens: null, audit: null };
    expect(await purge({ keepMs })).toEqual({ letters: 0, tokens: 0, audit: 0, more: false });
  });

  it('keeps letters for the window of the limit, however short their age', async () => {
    const { purge, pass } = await yesterday();
    pass(2 * HOUR);
    const keepMs = { ...RULES.keepMs, letters: HOUR };
    expect(await purge({ keepMs, limitWindowMs: 3 * HOUR })).toMatchObject({ letters: 0 });
    expect(await purge({ keepMs, limitWindowMs: null, batch: 10 })).toMatchObject({ letters: 5 });
  });
});
