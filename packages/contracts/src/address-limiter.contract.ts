import assert from 'node:assert/strict';
import type { AddressLimiter } from '@rekey/domain/ports';
import type { ClientAddress } from '@rekey/domain/values';
import { type Contract, promised } from './contract.ts';

export interface LimiterOptions {
  readonly requests: number;
  readonly windowMs: number;
}

/** A limiter of three requests in a minute where nothing else is wished, and the time it lives in. */
export interface LimiterUnderTest {
  readonly limiter: AddressLimiter;
  /** Lets time pass, as the limiter sees it. */
  pass(ms: number): Promise<void>;
}

const WINDOW_MS = 60_000;
const OPTIONS: LimiterOptions = { requests: 3, windowMs: WINDOW_MS };

/** The answers to so many requests of one address, one after another. */
async function steps({ limiter }: LimiterUnderTest, address: string, count: number): Promise<readonly boolean[]> {
  const answers: boolean[] = [];
  for (let step = 0; step < count; step += 1) answers.push((await limiter.step(address as ClientAddress)).ok);
  return answers;
}

/** What every `AddressLimiter` keeps. */
export const addressLimiterContract: Contract<LimiterUnderTest, LimiterOptions> = {
  name: 'AddressLimiter',
  promises: [
    promised(
      'lets an address step as often as the limit says, and no more within the window',
      async (under) => {
        assert.deepEqual(await steps(under, '192.0.2.1', 5), [true, true, true, false, false]);
        await under.pass(WINDOW_MS / 2);
        assert.deepEqual(await steps(under, '192.0.2.1', 1), [false]);
      },
      OPTIONS,
    ),
    promised(
      'lets exactly as many of forty simultaneous requests through',
      async (under) => {
        const asked = Array.from({ length: 40 }, () => steps(under, '192.0.2.1', 1));
        assert.equal((await Promise.all(asked)).flat().filter(Boolean).length, 3);
      },
      OPTIONS,
    ),
    promised(
      'says after how many milliseconds to come back, and lets the address in then',
      async (under) => {
        await steps(under, '192.0.2.1', 3);
        await under.pass(20_000);
        const refused = await under.limiter.step('192.0.2.1' as ClientAddress);
        assert.ok(!refused.ok);
        assert.ok(refused.retryAfterMs >= 1 && refused.retryAfterMs <= WINDOW_MS - 20_000, `${refused.retryAfterMs}`);
        await under.pass(refused.retryAfterMs);
        assert.deepEqual(await steps(under, '192.0.2.1', 1), [true]);
      },
      OPTIONS,
    ),
    promised(
      'counts each address by itself',
      async (under) => {
        await steps(under, '192.0.2.1', 4);
        for (const other of ['192.0.2.2', '192.0.2.10', '2001:db8::1', '2001:db8:0:1::1', 'fe80::1']) {
          assert.deepEqual(await steps(under, other, 4), [true, true, true, false], other);
        }
      },
      OPTIONS,
    ),
    promised(
      'counts an IPv6 network of 64 bits as one address: a home has billions of them',
      async (under) => {
        for (const home of ['2001:db8:1:2::1', '2001:db8:1:2:a:b:c:d', '2001:0DB8:1:2:ffff::']) {
          assert.deepEqual(await steps(under, home, 1), [true], home);
        }
        assert.deepEqual(await steps(under, '2001:db8:1:2::9', 1), [false]);
      },
      OPTIONS,
    ),
    promised(
      'counts an IPv4 address and its spelling in IPv6 as one',
      async (under) => {
        assert.deepEqual(await steps(under, '192.0.2.1', 3), [true, true, true]);
        assert.deepEqual(await steps(under, '::ffff:192.0.2.1', 1), [false]);
      },
      OPTIONS,
    ),
    promised(
      'forgets a window that is over',
      async (under) => {
        await steps(under, '192.0.2.1', 9);
        await under.pass(WINDOW_MS);
        assert.deepEqual(await steps(under, '192.0.2.1', 4), [true, true, true, false]);
      },
      OPTIONS,
    ),
  ],
};
