import { createMemoryStore } from '@rekey/memory';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../values/brand.ts';
import { type ClientAddress, type LetterId, TOO_OLD } from '../values/letter.ts';
import { nameKeyOf, parseSubmittedName } from '../values/username.ts';
import type { LetterEvent } from './courier.ts';
import { createMailRateLimit } from './rate-limit.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CLAIM = {
  limit: 50,
  suspects: false,
  leaseMs: MINUTE,
  longestDelayMs: HOUR,
  ageCapMs: { reset: HOUR, notice: HOUR },
};
const letterId = '1' as LetterId;
const SENT: LetterEvent = { letterId, kind: 'sent', letterKind: 'reset', attempts: 1 };
const SKIPPED: LetterEvent = { letterId, kind: 'skipped', reason: 'unknown user' };

/** A box of so many letters, and how many of them the next claim takes. */
async function boxOf(count: number) {
  const { letters } = createMemoryStore();
  for (let n = 0; n < count; n += 1) {
    const submittedName = parseSubmittedName(`user-${n}`);
    if (submittedName === null) throw new Error('not a name');
    const address = '192.0.2.1' as ClientAddress;
    await letters.post({ kind: 'reset', submittedName, nameKey: nameKeyOf(submittedName), address });
  }
  let now = 0;
  const limit = createMailRateLimit({ count: 3, windowMs: MINUTE }, () => now);
  const limited = limit.limited(letters);
  return {
    ...limit,
    pass(ms: number) {
      now += ms;
    },
    claims: async () => (await limited.claim(CLAIM)).claimed.length,
  };
}

describe('createMailRateLimit', () => {
  it('claims no more than may become mails in any window', async () => {
    const { hear, pass, claims } = await boxOf(10);
    expect(await claims()).toBe(3);
    hear(SENT);
    pass(MINUTE / 2);
    hear(SENT);
    hear(SENT);
    expect(await claims()).toBe(0);
    pass(MINUTE / 2);
    expect(await claims()).toBe(1);
    hear(SENT);
    pass(MINUTE / 2);
    expect(await claims()).toBe(2);
  });

  it('counts what was claimed and may yet become a mail, once', async () => {
    const { hear, claims } = await boxOf(10);
    const claimed = { kind: 'claimed', letterKind: 'reset', attempts: 1, requestedAt: 0 as Instant } as const;
    for (const id of ['1', '2']) hear({ letterId: id as LetterId, ...claimed });
    expect(await claims()).toBe(1);
    hear({ letterId, kind: 'sent', letterKind: 'reset', attempts: 1 });
    expect(await claims()).toBe(1);
    hear({ letterId: '2' as LetterId, kind: 'skipped', reason: 'unknown user' });
    expect(await claims()).toBe(2);
  });

  it('counts what the relay refused, and nothing that never came to it', async () => {
    const { hear, claims } = await boxOf(10);
    for (let n = 0; n < 5; n += 1) hear(SKIPPED);
    hear({ letterId, kind: 'dead', reason: TOO_OLD });
    hear({ letterId, kind: 'released' });
    expect(await claims()).toBe(3);
    hear({ letterId, kind: 'dead', reason: 'refused by the relay: 550 unknown' });
    hear({ letterId, kind: 'postponed', error: '450 later', delayMs: 5_000, doubt: false });
    expect(await claims()).toBe(1);
  });
});
