import { createHash, randomBytes } from 'node:crypto';
import type { TokenSource } from '@rekey/domain/ports';
import type { NotMeSecret, ResetToken, TokenDigest } from '@rekey/domain/values';
import { tokenSourceContract } from '../token-source.contract.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

function chained(token: string): Pick<ReturnType<TokenSource['mint']>, 'notMe' | 'digest'> {
  const notMe = createHash('sha256').update(`rekey not-me${token}`).digest('base64url').slice(0, 32) as NotMeSecret;
  return { notMe, digest: createHash('sha256').update(notMe).digest('hex') as TokenDigest };
}

function minted(bytes: Buffer): ReturnType<TokenSource['mint']> {
  const token = bytes.toString('base64url');
  return { token: token as ResetToken, ...chained(token) };
}

export const brokenTokenSources: readonly BrokenAdapter<TokenSource>[] = [
  {
    name: 'a source with half of the bits',
    contract: tokenSourceContract,
    sentence: 'mints no token twice, and every bit both ways',
    breakIt: (source) => ({ ...source, mint: () => minted(Buffer.concat([randomBytes(16), Buffer.alloc(16)])) }),
  },
  {
    name: 'a source that mints short tokens',
    contract: tokenSourceContract,
    sentence: 'mints 256 bits as 43 characters of base64url',
    breakIt: (source) => ({ ...source, mint: () => minted(randomBytes(16)) }),
  },
  {
    name: 'a source that keeps the token as its digest',
    contract: tokenSourceContract,
    sentence: 'chains token, not-me secret and digest one way, by SHA-256',
    breakIt: (source) => ({
      ...source,
      mint: () => {
        const { token, notMe } = source.mint();
        return { token, notMe, digest: token as string as TokenDigest };
      },
    }),
  },
  {
    name: 'a source whose not-me secret is the token again',
    contract: tokenSourceContract,
    sentence: 'takes no not-me secret for a token, and no token for a not-me secret',
    breakIt: (source) => ({ ...source, digestOfNotMe: (raw) => source.digestOfNotMe(raw) ?? source.digestOf(raw) }),
  },
  {
    name: 'a source that forgets what the not-me secret belongs to',
    contract: tokenSourceContract,
    sentence: 'finds the same digest by the not-me secret',
    breakIt: (source) => ({ ...source, digestOfNotMe: (raw) => source.digestOf(raw) }),
  },
  {
    name: 'a source that folds case',
    contract: tokenSourceContract,
    sentence: 'tells tokens apart by case',
    breakIt: (source) => {
      const minted = new Map<string, TokenDigest>();
      return {
        ...source,
        mint: () => {
          const fresh = source.mint();
          minted.set(fresh.token.toLowerCase(), fresh.digest);
          return fresh;
        },
        digestOf: (raw) => minted.get(raw.toLowerCase()) ?? source.digestOf(raw),
      };
    },
  },
  {
    name: 'a source that trims',
    contract: tokenSourceContract,
    sentence: 'answers null for anything that no mint could have made',
    breakIt: (source) => ({ ...source, digestOf: (raw) => source.digestOf(raw.trim()) }),
  },
  {
    name: 'a source that decodes before it looks',
    contract: tokenSourceContract,
    sentence: 'answers null for anything that no mint could have made',
    breakIt: (source) => ({
      ...source,
      digestOf: (raw) => source.digestOf(Buffer.from(raw, 'base64url').toString('base64url')),
    }),
  },
];
