import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveAsCourier } from './courier-days.ts';
import { DOMAINS, isSlow, SECOND, waits } from './slow-relays.ts';

const RUNS = 40;
const MINUTE = 60 * SECOND;

const requests = (prefix: string, most: number) =>
  fc
    .array(fc.integer({ min: 0, max: 20 * SECOND }), { minLength: 1, maxLength: most })
    .map((times) => times.map((atMs, n) => ({ atMs, username: `${prefix}-${n}` })));

/** Before the mail is complete it can be broken off, after that it can only be waited for. */
const whens = fc.constantFrom('before', 'after');
const mostConnections = (when: 'before' | 'after') => (when === 'before' ? 20 : 100);

describe('whatever some recipients do at the relay', () => {
  it('others get their mail soon, every letter has at most one mail, and connections are bounded', async () => {
    const world = fc.record({
      slow: requests('slow', 60),
      others: requests('user', 40),
      addressOf: fc.constantFrom(...Object.values(DOMAINS)),
      when: whens,
      hangsMs: fc.array(fc.integer({ min: 2 * SECOND, max: 90 * SECOND }), { minLength: 1, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ slow, others, addressOf, when, hangsMs }) => {
        const thinkMs = (name: string) => (isSlow(name) ? (hangsMs[name.length % hangsMs.length] ?? 0) : 30);
        const life = { asked: [...slow, ...others], addressOf, thinkMs, when, forMs: 50 * SECOND };
        const lived = await liveAsCourier(life);
        const { count, medianMs, slowestMs } = waits(lived.tookMs, (name) => !isSlow(name));
        expect(count).toBe(others.length);
        expect(medianMs).toBeLessThan(3 * SECOND);
        expect(slowestMs).toBeLessThan(10 * SECOND);
        expect(lived.mostUnderWay).toBeLessThanOrEqual(mostConnections(when));
        const ids = lived.world.mails().map(({ messageId }) => messageId);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: RUNS },
    );
  });

  it('a relay that is slow for everybody takes no mail later than five at a time would', async () => {
    const world = fc.record({
      count: fc.integer({ min: 1, max: 60 }),
      seconds: fc.integer({ min: 1, max: 40 }),
      addressOf: fc.constantFrom(...Object.values(DOMAINS)),
      when: whens,
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ count, seconds, addressOf, when }) => {
        const asked = Array.from({ length: count }, (_, n) => ({ atMs: 0, username: `user-${n}` }));
        const fiveAtOnce = Math.ceil(count / 5) * seconds * SECOND;
        const forMs = fiveAtOnce + 10 * SECOND;
        const lived = await liveAsCourier({ asked, addressOf, thinkMs: () => seconds * SECOND, when, forMs });
        const { slowestMs, ...others } = waits(lived.tookMs, () => true);
        expect(others).toMatchObject({ count });
        // Rests between cycles and the tick of this clock are not the relay's.
        expect(slowestMs).toBeLessThan(fiveAtOnce + 3 * SECOND);
        expect((await lived.world.allLetters()).map(({ attempts }) => attempts)).toEqual(Array(count).fill(1));
      }),
      { numRuns: RUNS },
    );
  });

  it('every letter is handed over in the end, when the relay has time for it', async () => {
    const hangs = fc.array(fc.integer({ min: 1 * SECOND, max: 40 * SECOND }), { minLength: 5, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(hangs, async (hangsMs) => {
        const asked = hangsMs.map((_, n) => ({ atMs: n * 50, username: `slow-${n}` }));
        const thinkMs = (name: string) => hangsMs[Number(name.split('-')[1])] ?? 0;
        const addressOf = DOMAINS['one domain'];
        const { world, tookMs } = await liveAsCourier({ asked, addressOf, thinkMs, forMs: 12 * MINUTE });
        expect(tookMs.size).toBe(hangsMs.length);
        expect(world.mails()).toHaveLength(hangsMs.length);
      }),
      { numRuns: RUNS / 4 },
    );
  });
});
