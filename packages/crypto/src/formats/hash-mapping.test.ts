import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contractRunner, passwordHasherContract } from '@rekey/contracts';
import type { NewPassword, PasswordHash } from '@rekey/domain/values';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  ASPNET_PASSWORD,
  ASPNET_PUBLISHED,
  ASPNET_REFUSED,
  CRAFTER_ADMIN,
  DEVISE_PEPPER,
  DEVISE_PEPPERED,
  VECTOR_PASSWORD,
  VECTORS,
  WORDPRESS_PASSWORD,
  WORDPRESS_SLASHED,
} from '../../test/vectors.ts';
import { passwordHasher } from '../password-hasher.ts';
import { HASH_FORMATS, type HashMapping, hashFormatOf, recogniseHash } from './hash-mapping.ts';

const runContract = contractRunner({ describe, it });

/** What makes each format quick; the contract asks for dozens of hashes. */
const CHEAP: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  bcrypt: { cost: 4 },
  pbkdf2: { iterations: 1_000 },
  scrypt: { cost: 1_024 },
  'django-pbkdf2': { iterations: 1_000 },
  'django-argon2': { memory: 19_456, lanes: 1 },
  'django-bcrypt-sha256': { cost: 4 },
  'django-scrypt': { cost: 1_024, parallelism: 1 },
  'werkzeug-scrypt': { cost: 1_024 },
  'werkzeug-pbkdf2': { iterations: 1_000 },
  'spring-bcrypt': { cost: 4 },
  'aspnet-v3': { iterations: 1_000 },
  nextcloud: { memory: 19_456, passes: 2 },
  wordpress: { cost: 4 },
};

const cheap = (format: string): HashMapping => ({ format, ...CHEAP[format] });
const PASSWORD = VECTOR_PASSWORD as NewPassword;
const OTHER = `${VECTOR_PASSWORD}.` as NewPassword;

function pepperFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-pepper-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'pepper');
  writeFileSync(path, text);
  return path;
}

describe.each(HASH_FORMATS)('%s', (format) => {
  runContract(passwordHasherContract, (options) => ({
    subject: passwordHasher({
      hash: cheap(format),
      ...(options && { concurrency: options.concurrency, queue: options.maxWaiting }),
    }),
    close() {},
  }));

  it('writes what it recognises as its own, with its parameters, and nothing longer than its longest', async () => {
    const hash = await passwordHasher({ hash: cheap(format) }).hash(PASSWORD);
    const recognised = recogniseHash(hash);
    expect(recognised?.format).toBe(format);
    expect(recognised).toMatchObject(cheap(format));
    const { longest } = hashFormatOf(cheap(format));
    expect(hash.length).toBeLessThanOrEqual(longest.length);
    expect(recogniseHash(longest)?.format ?? format).toBe(format);
  });

  it('is read by a hasher that writes another format', async () => {
    const hash = (await passwordHasher({ hash: cheap(format) }).hash(PASSWORD)) as PasswordHash;
    const other = passwordHasher({ hash: { format: 'crafter' } });
    expect(await other.verify(PASSWORD, hash)).toBe(true);
    expect(await other.verify(OTHER, hash)).toBe(false);
  });

  it('refuses a parameter that it does not have, and names the nearest', () => {
    expect(() => hashFormatOf({ format, xyz: 1 })).toThrow(
      /^hash\.xyz: there is no such member; (do you mean hash\.|this format has none)/,
    );
  });
});

describe('hashes that other programs made', () => {
  it.each(VECTORS)('$format, by $madeBy', async ({ format, hash }) => {
    expect(recogniseHash(hash)?.format).toBe(format);
    expect(await passwordHasher().verify(PASSWORD, hash as PasswordHash)).toBe(true);
    expect(await passwordHasher().verify(OTHER, hash as PasswordHash)).toBe(false);
  });

  it("aspnet-v3, from ASP.NET Core's own tests, and none that they refuse", async () => {
    const verified = (hashes: readonly string[]) =>
      Promise.all(hashes.map((hash) => passwordHasher().verify(ASPNET_PASSWORD as NewPassword, hash as PasswordHash)));
    expect(await verified(ASPNET_PUBLISHED)).toEqual([true, true]);
    expect(await verified(ASPNET_REFUSED)).toEqual([false, false, false]);
  });

  it('crafter, as Crafter Studio comes with it', async () => {
    expect(recogniseHash(CRAFTER_ADMIN)).toEqual({ format: 'crafter' });
    expect(await passwordHasher().verify('admin' as NewPassword, CRAFTER_ADMIN as PasswordHash)).toBe(true);
    expect(await passwordHasher().verify('Admin' as NewPassword, CRAFTER_ADMIN as PasswordHash)).toBe(false);
  });

  it('wordpress, with the slashes that its forms put before quotes and backslashes', async () => {
    const verify = (password: string) =>
      passwordHasher().verify(password as NewPassword, WORDPRESS_SLASHED as PasswordHash);
    expect(await verify(WORDPRESS_PASSWORD)).toBe(true);
    expect(await verify(WORDPRESS_PASSWORD.trim())).toBe(true);
    expect(await verify(WORDPRESS_PASSWORD.replaceAll('"', ''))).toBe(false);
  });

  it('bcrypt behind a pepper of Devise, with the pepper and not without', async () => {
    const hash = { format: 'bcrypt', prefix: '2a', pepperFile: pepperFile(`${DEVISE_PEPPER}\n`) };
    expect(await passwordHasher({ hash }).verify(PASSWORD, DEVISE_PEPPERED as PasswordHash)).toBe(true);
    expect(await passwordHasher().verify(PASSWORD, DEVISE_PEPPERED as PasswordHash)).toBe(false);
  });
});

describe('hashFormatOf', () => {
  it.each<[string, HashMapping, string]>([
    ['a format that there is not', { format: 'bcript' }, 'bcript is no format that Rekey writes; do you mean bcrypt?'],
    ['a format that is only read', { format: 'phpass' }, 'phpass is no format that Rekey writes'],
    ['an inherited name', { format: 'constructor' }, 'is no format that Rekey writes'],
    [
      'a misspelt parameter',
      { format: 'bcrypt', coost: 12 },
      'hash.coost: there is no such member; do you mean hash.cost?',
    ],
    ['a cost that takes minutes', { format: 'bcrypt', cost: 31 }, 'hash.cost: a whole number from 4 to 18 is wanted'],
    ['a cost that is text', { format: 'bcrypt', cost: '12' }, 'hash.cost: a whole number'],
    ['a prefix that nobody reads', { format: 'bcrypt', prefix: '2x' }, 'hash.prefix: 2a, 2b, 2y is wanted'],
    ['an N that is no power of two', { format: 'scrypt', cost: 20_000 }, 'a power of two'],
    ['weak argon2id', { format: 'argon2id', memory: 1_024 }, 'hash.memory: a whole number from 19456'],
    [
      'a pepper that cannot be read',
      { format: 'bcrypt', pepperFile: '/nowhere/pepper' },
      'hash.pepperFile: /nowhere/pepper cannot be read (ENOENT)',
    ],
  ])('refuses %s', (_, mapping, words) => {
    expect(() => hashFormatOf(mapping)).toThrow(RangeError);
    expect(() => hashFormatOf(mapping)).toThrow(words);
  });

  it('refuses peppers of argon2id for any other format: the application could not read it', () => {
    const peppers = [{ id: 'a', key: new Uint8Array(32) }];
    expect(() => hashFormatOf({ format: 'bcrypt' }, peppers)).toThrow('REKEY_PEPPERS');
  });

  it('leaves room for a pepper in the 72 bytes of bcrypt', () => {
    expect(hashFormatOf({ format: 'bcrypt' }).bounds).toEqual({ maximumBytes: 72, nul: false });
    expect(hashFormatOf({ format: 'bcrypt', pepperFile: pepperFile('ü'.repeat(10)) }).bounds.maximumBytes).toBe(52);
  });

  it('says of formats that are quick to guess what to do', () => {
    const weak = HASH_FORMATS.filter((format) => hashFormatOf({ format }).weakness !== null);
    expect(weak).toEqual(['aspnet-v3', 'crafter']);
    expect(hashFormatOf({ format: 'bcrypt', cost: 9 }).weakness).toContain('cost 9');
    expect(hashFormatOf({ format: 'wordpress', cost: 9 }).weakness).toContain('cost 9');
    expect(hashFormatOf({ format: 'scrypt', cost: 8_192 }).weakness).toContain('N=8192');
    expect(hashFormatOf({ format: 'django-pbkdf2', iterations: 20_000 }).weakness).toContain('20000 rounds of sha256');
  });
});

describe('recogniseHash', () => {
  it.each([
    ['', 'nothing'],
    ['plain text', 'text'],
    ['5f4dcc3b5aa765d61d8327deb882cf99', 'an MD5'],
    ['5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8', 'a SHA-256'],
    ['{SSHA}c2FsdHNhbHQ=', 'LDAP'],
    ['$1$salt$abcdefghijklmnopqrstuv', 'md5crypt'],
    ['$2b$10$tooshort', 'half a bcrypt'],
    [
      '$scrypt$ln=40,r=8,p=1$orQ25jzH+B/j/B+jdO69Vw$5lyh2jlOCSfgaDHt71USuF3e/3J1y0dHWCairnDsYhg',
      'scrypt that wants a terabyte',
    ],
    ['$2b$31$WyPj5G1XqQ5cgUJAxA1.Ne0UJY.wHxOI3LcMWW9lLdzMnGcWgf8nO', 'bcrypt that takes days'],
    [
      'pbkdf2_sha256$999999999$7FjwObbBiSmaX1RParvG2P$51a2JPF1nrHu5LsF6nNnlusUEbvMvqi6e52rs+U00N4=',
      'PBKDF2 that takes an hour',
    ],
  ])('knows no format of %j: %s', (text) => {
    expect(recogniseHash(text)).toBeNull();
  });
});
