import { contractRunner, passwordHasherContract } from '@rekey/contracts';
import type { NewPassword, PasswordHash } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import { passwordHasher } from '../password-hasher.ts';
import type { Pepper } from './pepper.ts';

const runContract = contractRunner({ describe, it });

const PASSWORD = 'correct horse battery staple' as NewPassword;
const OTHER = 'correct horse battery stable' as NewPassword;
const key = (byte: number) => new Uint8Array(32).fill(byte);
const FIRST: Pepper = { id: '2025', key: key(1) };
const SECOND: Pepper = { id: '2026-b', key: key(2) };

const hashed = async (...peppers: readonly Pepper[]) =>
  (await passwordHasher({ peppers }).hash(PASSWORD)) as PasswordHash;
const opens = (hash: PasswordHash, peppers: readonly Pepper[], password = PASSWORD) =>
  passwordHasher({ peppers }).verify(password, hash);

describe('passwordHasher with a pepper', () => {
  runContract(passwordHasherContract, (options) => ({
    subject: passwordHasher({
      peppers: [SECOND, FIRST],
      ...(options && { concurrency: options.concurrency, queue: options.maxWaiting }),
    }),
    close() {},
  }));

  it('writes the id of the newest into the hash, where the PHC format has a place for it', async () => {
    expect(await hashed(SECOND, FIRST)).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1,keyid=MjAyNi1i\$[^$]{22}\$[^$]{43}$/,
    );
  });

  it('still checks what an older pepper, or none, made', async () => {
    for (const hash of [await hashed(), await hashed(FIRST), await hashed(SECOND, FIRST)]) {
      expect(await opens(hash, [SECOND, FIRST])).toBe(true);
      expect(await opens(hash, [SECOND, FIRST], OTHER)).toBe(false);
    }
  });

  it('opens nothing without the pepper, nor with another key under its id', async () => {
    const hash = await hashed(FIRST);
    expect(await opens(hash, [])).toBe(false);
    expect(await opens(hash, [SECOND])).toBe(false);
    expect(await opens(hash, [{ ...FIRST, key: key(3) }])).toBe(false);
  });

  it('opens nothing where the id was taken out of a hash, or put into one', async () => {
    const [peppered, plain] = [await hashed(FIRST), await hashed()];
    expect(await opens(peppered.replace(/,keyid=\w+/, '') as PasswordHash, [FIRST])).toBe(false);
    expect(await opens(plain.replace('p=1', 'p=1,keyid=MjAyNQ') as PasswordHash, [FIRST])).toBe(false);
  });

  it.each<[string, readonly Pepper[]]>([
    ['an id that is too long', [{ id: '123456789', key: key(1) }]],
    ['an id that would end the parameter', [{ id: 'a,b', key: key(1) }]],
    ['a key that could be guessed', [{ id: 'short', key: key(1).subarray(1) }]],
    ['one id twice', [FIRST, { ...SECOND, id: FIRST.id }]],
  ])('refuses %s, without a word of a key', (_what, peppers) => {
    expect(() => passwordHasher({ peppers })).toThrow(RangeError);
    expect(() => passwordHasher({ peppers })).toThrow(/^peppers: [^:]*$/);
  });
});
