import type { TokenDigest, TokenRecord } from '@rekey/domain/values';
import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import { tokensInUnitContract } from '../tokens-in-unit.contract.ts';
import { alteredTokens } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

export const brokenTokensInUnit: readonly BrokenAdapter<StoreUnderTest, StoreOptions>[] = [
  {
    name: 'a consumption that forgets what the token was bound to',
    contract: tokensInUnitContract,
    sentence: 'consumes nothing for another revision, and leaves the token as it is',
    breakIt: (store) =>
      alteredTokens(store, ({ inspect, consume }) => ({
        consume: async (digest, revision) => consume(digest, (await inspect(digest))?.revision ?? revision),
      })),
  },
  {
    name: 'a consumption that deletes nothing',
    contract: tokensInUnitContract,
    sentence: 'consumes a live token once',
    breakIt: (store) =>
      alteredTokens(store, ({ inspect }) => ({
        consume: async (digest, revision) => (await inspect(digest))?.revision === revision,
      })),
  },
  {
    name: 'a consumption that asks only whether the token was used before',
    contract: tokensInUnitContract,
    sentence: 'consumes no unknown, expired, withdrawn or revoked token',
    breakIt: (store) => {
      const used = new Set<TokenDigest>();
      return alteredTokens(store, () => ({
        consume: async (digest) => !used.has(digest) && used.add(digest).has(digest),
      }));
    },
  },
  {
    name: 'a consumption decided by what an earlier caller read',
    contract: tokensInUnitContract,
    sentence: 'lets exactly one of eight callers consume a token',
    breakIt: (store) => {
      const read = new Map<TokenDigest, Promise<TokenRecord | null>>();
      return alteredTokens(store, ({ inspect, consume }) => ({
        consume: async (digest, revision) => {
          const record = read.get(digest) ?? inspect(digest);
          read.set(digest, record);
          const judged = (await record)?.revision === revision;
          await consume(digest, revision);
          return judged;
        },
      }));
    },
  },
  {
    name: 'an issue that supersedes nothing',
    contract: tokensInUnitContract,
    sentence: 'supersedes the oldest live tokens of the user, so that keepNewest live, the new one included',
    breakIt: (store) => alteredTokens(store, ({ issue }) => ({ issue: (tokens) => issue(tokens, 1_000) })),
  },
  {
    name: 'an issue that supersedes one too many',
    contract: tokensInUnitContract,
    sentence: 'counts only live tokens of the same user when it supersedes',
    breakIt: (store) =>
      alteredTokens(store, ({ issue }) => ({ issue: (tokens, keepNewest) => issue(tokens, Math.min(1, keepNewest)) })),
  },
  {
    name: 'an issue that stores the first of several',
    contract: tokensInUnitContract,
    sentence: 'issues tokens of several users at once, and supersedes for each of them alone',
    breakIt: (store) =>
      alteredTokens(store, ({ issue }) => ({ issue: (tokens, keepNewest) => issue(tokens.slice(0, 1), keepNewest) })),
  },
  {
    name: 'a withdrawal of the first of several',
    contract: tokensInUnitContract,
    sentence: 'withdraws one token, and lets a dead or unknown one be',
    breakIt: (store) =>
      alteredTokens(store, ({ withdraw }) => ({ withdraw: (digests) => withdraw(digests.slice(0, 1)) })),
  },
  {
    name: 'a withdrawal that waits for a fence',
    contract: tokensInUnitContract,
    sentence: 'withdraws one token, and lets a dead or unknown one be',
    breakIt: (store) => alteredTokens(store, () => ({ withdraw: async () => {} })),
  },
  {
    name: 'a success that leaves the siblings alive',
    contract: tokensInUnitContract,
    sentence: 'lets exactly one of eight callers with sibling tokens win',
    breakIt: (store) => alteredTokens(store, () => ({ revokeAllOf: async () => 0 })),
  },
  {
    name: "a revocation that forgets whose tokens it's about",
    contract: tokensInUnitContract,
    sentence: 'revokes the live tokens of one user and answers how many',
    breakIt: (store) => alteredTokens(store, ({ revokeAll }) => ({ revokeAllOf: () => revokeAll() })),
  },
];
