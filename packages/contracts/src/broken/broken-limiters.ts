import type { ClientAddress } from '@rekey/domain/values';
import { addressLimiterContract, type LimiterOptions, type LimiterUnderTest } from '../address-limiter.contract.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

export const brokenLimiters: readonly BrokenAdapter<LimiterUnderTest, LimiterOptions>[] = [
  {
    name: 'a limiter with one count for everybody',
    contract: addressLimiterContract,
    sentence: 'counts each address by itself',
    breakIt: ({ limiter, pass }) => ({ limiter: { step: () => limiter.step('anyone' as ClientAddress) }, pass }),
  },
  {
    name: 'a limiter that answers in seconds',
    contract: addressLimiterContract,
    sentence: 'says after how many milliseconds to come back, and lets the address in then',
    breakIt: ({ limiter, pass }) => ({
      limiter: {
        step: async (address) => {
          const answer = await limiter.step(address);
          return answer.ok ? answer : { ok: false, retryAfterMs: answer.retryAfterMs / 1_000 };
        },
      },
      pass,
    }),
  },
  {
    name: 'a limiter that lets everybody in',
    contract: addressLimiterContract,
    sentence: 'lets an address step as often as the limit says, and no more within the window',
    breakIt: ({ pass }) => ({ limiter: { step: async () => ({ ok: true }) }, pass }),
  },
  {
    name: 'a limiter that never forgets',
    contract: addressLimiterContract,
    sentence: 'forgets a window that is over',
    breakIt: ({ limiter }) => ({ limiter, pass: async () => {} }),
  },
  {
    name: 'a limiter that counts each of the billions of addresses of a home',
    contract: addressLimiterContract,
    sentence: 'counts an IPv6 network of 64 bits as one address: a home has billions of them',
    breakIt: eachByItself,
  },
  {
    name: 'a limiter that counts spellings',
    contract: addressLimiterContract,
    sentence: 'counts an IPv4 address and its spelling in IPv6 as one',
    breakIt: eachByItself,
  },
];

/** Counts texts: hyphens for colons hide from the limiter what is an address. */
function eachByItself({ limiter, pass }: LimiterUnderTest): LimiterUnderTest {
  const step = (address: ClientAddress) => limiter.step(address.replaceAll(':', '-') as ClientAddress);
  return { limiter: { step }, pass };
}
