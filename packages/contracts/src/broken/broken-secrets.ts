import { createHash, randomBytes } from 'node:crypto';
import type {
  NewPassword,
  NotMeSecret,
  PasswordHash,
  PasswordHasher,
  ResetToken,
  TokenDigest,
  TokenSource,
} from '@rekey/domain';
import { type HasherWish, passwordHasherContract } from '../password-hasher.contract.ts';
import { tokenSourceContract } from '../token-source.contract.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

/** The password as a hasher with the limits of bcrypt sees it. */
function cut(password: NewPassword): NewPassword {
  const bytes = Buffer.from(password).subarray(0, 72);
  return bytes.toString('latin1') as NewPassword;
}

export const brokenHashers: readonly BrokenAdapter<PasswordHasher, HasherWish>[] = [
  {
    name: 'a hasher that stops at 72 bytes',
    contract: passwordHasherContract,
    sentence: 'counts every byte, NUL included, and changes none',
    breakIt: ({ hash, verify }) => ({
      hash: (password) => hash(cut(password)),
      verify: (password, stored) => verify(cut(password), stored),
    }),
  },
  {
    name: 'a hasher that stops at NUL',
    contract: passwordHasherContract,
    sentence: 'counts every byte, NUL included, and changes none',
    breakIt: ({ hash, verify }) => {
      const text = (password: NewPassword) => (password.split('\0')[0] ?? '') as NewPassword;
      return { hash: (password) => hash(text(password)), verify: (password, stored) => verify(text(password), stored) };
    },
  },
  {
    name: 'a hasher that gives equal passwords equal hashes',
    contract: passwordHasherContract,
    sentence: 'gives each hash a salt of its own',
    breakIt: ({ hash, verify }) => {
      const known = new Map<NewPassword, Promise<PasswordHash | 'busy'>>();
      const hashOnce = (password: NewPassword) => {
        const answer = known.get(password) ?? hash(password);
        known.set(password, answer);
        return answer;
      };
      return { hash: hashOnce, verify };
    },
  },
  {
    name: 'a hasher without a bound',
    contract: passwordHasherContract,
    sentence: 'answers busy when as many hashes wait as may wait, and hashes again when they are done',
    breakIt: ({ hash, verify }) => {
      let last: Promise<unknown> = Promise.resolve();
      const queued = (password: NewPassword) => {
        const answer = last.then(() => hash(password));
        last = answer;
        return answer;
      };
      return { hash: queued, verify };
    },
  },
  {
    name: 'a hasher that throws at what it cannot read',
    contract: passwordHasherContract,
    sentence: 'answers false for a hash it cannot read',
    breakIt: ({ hash, verify }) => ({
      hash,
      verify: async (password, stored) => {
        if (stored.split('$').length !== 5) throw new Error('not a hash');
        return verify(password, stored);
      },
    }),
  },
];

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
