import type { ClientAddress, Clock, NewPassword } from '@rekey/domain';
import { addressLimiterContract, type LimiterUnderTest, type LimiterWish } from '../address-limiter.contract.ts';
import { clockContract } from '../clock.contract.ts';
import { type BlocklistUnderTest, passwordBlocklistContract } from '../password-blocklist.contract.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

export const brokenLimiters: readonly BrokenAdapter<LimiterUnderTest, LimiterWish>[] = [
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

export const brokenClocks: readonly BrokenAdapter<Clock>[] = [
  {
    name: "the system's clock",
    contract: clockContract,
    sentence: "goes on when somebody sets the system's clock",
    breakIt: (clock) => ({ ...clock, monotonicMs: () => Date.now() }),
  },
  {
    name: 'a clock that trembles',
    contract: clockContract,
    sentence: 'never goes back',
    breakIt: (clock) => {
      let back = 0;
      return {
        ...clock,
        monotonicMs: () => {
          back = 5 - back;
          return clock.monotonicMs() - back;
        },
      };
    },
  },
  {
    name: 'a clock that counts seconds',
    contract: clockContract,
    sentence: 'measures milliseconds',
    breakIt: (clock) => ({ ...clock, monotonicMs: () => clock.monotonicMs() / 1_000 }),
  },
  {
    name: 'a clock that cannot wait',
    contract: clockContract,
    sentence: 'calls back once, and not before its time',
    breakIt: (clock) => ({ ...clock, after: (_, call) => clock.after(0, call) }),
  },
  {
    name: 'a clock whose alarm cannot be put off',
    contract: clockContract,
    sentence: 'does not call back where that was cancelled',
    breakIt: (clock) => ({
      ...clock,
      after(ms, call) {
        clock.after(ms, call);
        return () => {};
      },
    }),
  },
];

export const brokenBlocklists: readonly BrokenAdapter<BlocklistUnderTest>[] = [
  {
    name: 'a blocklist that nobody filled',
    contract: passwordBlocklistContract,
    sentence: 'knows every password on its list',
    breakIt: ({ listed }) => ({ listed, blocklist: { has: () => false } }),
  },
  {
    name: 'a blocklist that tells cases apart',
    contract: passwordBlocklistContract,
    sentence: 'knows them in upper and lower case alike',
    breakIt: ({ listed }) => ({ listed, blocklist: { has: (password) => listed.includes(password) } }),
  },
  {
    name: 'a blocklist that looks for parts',
    contract: passwordBlocklistContract,
    sentence: 'compares the whole password, not a part of it',
    breakIt: ({ listed }) => {
      const has = (password: NewPassword) => listed.some((word) => password.includes(word));
      return { listed, blocklist: { has } };
    },
  },
  {
    name: 'a blocklist that is an object',
    contract: passwordBlocklistContract,
    sentence: 'does not know a password that nobody tries first',
    breakIt: ({ listed }) => {
      const words: Record<string, true> = Object.fromEntries(listed.map((word) => [word, true]));
      return { listed, blocklist: { has: (password) => password in words } };
    },
  },
];
