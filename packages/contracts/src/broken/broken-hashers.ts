import type { PasswordHasher } from '@rekey/domain/ports';
import type { NewPassword, PasswordHash } from '@rekey/domain/values';
import { type HasherOptions, passwordHasherContract } from '../password-hasher.contract.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

/** The password as a hasher with the limits of bcrypt sees it. */
function cut(password: NewPassword): NewPassword {
  const bytes = Buffer.from(password).subarray(0, 72);
  return bytes.toString('latin1') as NewPassword;
}

const inHex = (password: NewPassword) => Buffer.from(password).toString('hex');

export const brokenHashers: readonly BrokenAdapter<PasswordHasher, HasherOptions>[] = [
  {
    name: 'a hasher that opens for anybody',
    contract: passwordHasherContract,
    sentence: 'hashes into a text that verifies its password and no other',
    breakIt: (hasher) => ({ ...hasher, verify: async () => true }),
  },
  {
    name: 'a hasher that keeps the password beside its hash',
    contract: passwordHasherContract,
    sentence: 'shows nothing of the password in the hash',
    breakIt: ({ hash, verify, ...rest }) => ({
      ...rest,
      hash: async (password) => `${await hash(password)}${inHex(password)}` as PasswordHash,
      verify: (password, stored) => verify(password, stored.replace(inHex(password), '') as PasswordHash),
    }),
  },
  {
    name: 'a hasher that stops at 72 bytes',
    contract: passwordHasherContract,
    sentence: 'counts every byte of what counts, NUL included, within its bounds',
    breakIt: ({ hash, verify, ...rest }) => ({
      ...rest,
      hash: (password) => hash(cut(password)),
      verify: (password, stored) => verify(cut(password), stored),
    }),
  },
  {
    name: 'a hasher that knows its bounds and cuts what is beyond them',
    contract: passwordHasherContract,
    sentence: 'refuses a password beyond its bounds, and cuts none off',
    breakIt: ({ hash, verify, ...rest }) => ({
      ...rest,
      bounds: { maximumBytes: 72, nul: false },
      hash: (password) => hash(cut(password)),
      verify: (password, stored) => verify(cut(password), stored),
    }),
  },
  {
    name: 'a hasher that stops at NUL',
    contract: passwordHasherContract,
    sentence: 'counts every byte of what counts, NUL included, within its bounds',
    breakIt: ({ hash, verify, ...rest }) => {
      const text = (password: NewPassword) => (password.split('\0')[0] ?? '') as NewPassword;
      return {
        ...rest,
        hash: (password) => hash(text(password)),
        verify: (password, stored) => verify(text(password), stored),
      };
    },
  },
  {
    name: 'a hasher that gives equal passwords equal hashes',
    contract: passwordHasherContract,
    sentence: 'gives each hash a salt of its own',
    breakIt: ({ hash, verify, ...rest }) => {
      const known = new Map<NewPassword, Promise<PasswordHash>>();
      const hashOnce = (password: NewPassword) => {
        const answer = known.get(password) ?? hash(password);
        known.set(password, answer);
        return answer;
      };
      return { ...rest, hash: hashOnce, verify };
    },
  },
  {
    name: 'a hasher without a bound',
    contract: passwordHasherContract,
    sentence: 'throws Overloaded when as many hashes wait as may wait, and hashes again when they are done',
    breakIt: ({ hash, verify, ...rest }) => {
      let last: Promise<unknown> = Promise.resolve();
      const queued = (password: NewPassword) => {
        const answer = last.then(() => hash(password));
        last = answer;
        return answer;
      };
      return { ...rest, hash: queued, verify };
    },
  },
  {
    name: 'a hasher that is busy in words of its own',
    contract: passwordHasherContract,
    sentence: 'throws Overloaded when as many hashes wait as may wait, and hashes again when they are done',
    breakIt: ({ hash, ...rest }) => ({
      ...rest,
      hash: (password) =>
        hash(password).catch((cause: unknown) => {
          throw new Error('the queue is full', { cause });
        }),
    }),
  },
  {
    name: 'a hasher with one answer for all who wait',
    contract: passwordHasherContract,
    sentence: 'hashes what waited like anything else',
    breakIt: ({ hash, verify, ...rest }) => {
      let underWay: ReturnType<PasswordHasher['hash']> | null = null;
      const hashOnce = (password: NewPassword) => {
        underWay ??= hash(password).finally(() => {
          underWay = null;
        });
        return underWay;
      };
      return { ...rest, hash: hashOnce, verify };
    },
  },
  {
    name: 'a hasher that throws at what it cannot read',
    contract: passwordHasherContract,
    sentence: 'answers false for a hash it cannot read',
    breakIt: ({ hash, verify, ...rest }) => ({
      ...rest,
      hash,
      verify: async (password, stored) => {
        if (stored.split('$').length !== 5) throw new Error('not a hash');
        return verify(password, stored);
      },
    }),
  },
];
