import type { NewPassword } from '@rekey/domain/values';
import { type BlocklistUnderTest, passwordBlocklistContract } from '../password-blocklist.contract.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

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
