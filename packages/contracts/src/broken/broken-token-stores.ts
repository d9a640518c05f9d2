import type { TokenDigest } from '@rekey/domain/values';
import { resetTokenStoreContract } from '../reset-token-store.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import { alteredTokens } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

/** The store whose tokens are live while somebody has the name for which they were issued. */
function boundToNames(store: StoreUnderTest): StoreUnderTest {
  const names = new Map<TokenDigest, string>();
  const issuing = alteredTokens(store, ({ issue }) => ({
    issue: async (tokens, keepNewest) => {
      for (const { digest, userKey } of tokens) {
        names.set(digest, (await store.directory.findByKey(userKey))?.username ?? '');
      }
      return issue(tokens, keepNewest);
    },
  }));
  const inspect: typeof store.tokens.inspect = async (digest) =>
    (await store.directory.findByName(names.get(digest) ?? '')) && store.tokens.inspect(digest);
  return { ...issuing, tokens: { inspect } };
}

export const brokenTokenStores: readonly BrokenAdapter<StoreUnderTest, StoreOptions>[] = [
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
    name: 'a look that tidies the digest',
    contract: resetTokenStoreContract,
    sentence: 'matches a digest exactly',
    breakIt: (store) => ({
      ...store,
      tokens: { inspect: (digest) => store.tokens.inspect(digest.trim().toLowerCase() as TokenDigest) },
    }),
  },
  {
    name: 'a token that is lost with the name of its user',
    contract: resetTokenStoreContract,
    sentence: 'keeps a token through a rename, and gives none to whoever takes the name next',
    breakIt: boundToNames,
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
];
