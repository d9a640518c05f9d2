import type { TokenDigest, TokenRecord, TokensInUnit } from '@rekey/domain';
import { resetTokenStoreContract } from '../reset-token-store.contract.ts';
import type { StoreUnderTest, StoreWish } from '../store-under-test.ts';
import { tokensInUnitContract } from '../tokens-in-unit.contract.ts';
import { alteredUnit } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

function alteredTokens(store: StoreUnderTest, alter: (tokens: TokensInUnit) => Partial<TokensInUnit>): StoreUnderTest {
  return alteredUnit(store, ({ tokens }) => ({ tokens: { ...tokens, ...alter(tokens) } }));
}

export const brokenTokens: readonly BrokenAdapter<StoreUnderTest, StoreWish>[] = [
  {
    name: 'a look that uses the token up, as a link scanner would see it',
    contract: resetTokenStoreContract,
    sentence: 'changes nothing by inspecting',
    breakIt: (store) => ({
      ...store,
      tokens: {
        inspect: async (digest) => {
          const record = await store.tokens.inspect(digest);
          await store.units.run((unit) => unit.tokens.withdraw([digest]));
          return record;
        },
      },
    }),
  },
  {
    name: 'a token that lives an instant too long',
    contract: resetTokenStoreContract,
    sentence: 'keeps a token alive until its life is over, that instant excluded',
    breakIt: (store) =>
      alteredTokens(store, ({ issue }) => ({
        issue: (tokens, keepNewest) =>
          issue(
            tokens.map((token) => ({ ...token, lifeMs: token.lifeMs + 60_000 })),
            keepNewest,
          ),
      })),
  },
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
    name: "a revocation that forgets whose tokens it's about",
    contract: tokensInUnitContract,
    sentence: 'revokes the live tokens of one user and answers how many',
    breakIt: (store) => alteredTokens(store, ({ revokeAll }) => ({ revokeAllOf: () => revokeAll() })),
  },
];
