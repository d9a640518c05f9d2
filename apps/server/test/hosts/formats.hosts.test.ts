import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HASH_FORMATS, type HashMapping, passwordHasher } from '@rekey/crypto';
import type { NewPassword, PasswordHash } from '@rekey/domain/values';
import { afterAll, describe, expect, it } from 'vitest';
import { askHost, type HostProgram } from './host-programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekey-hosts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PEPPER = 'a pepper of Devise';
const pepperFile = join(folder, 'pepper');
writeFileSync(pepperFile, `${PEPPER}\n`);

/** Whose sign-in reads which format. */
interface Reader {
  readonly host: HostProgram;
  readonly as: string;
  readonly hash: HashMapping;
  readonly more?: Readonly<Record<string, unknown>>;
}

const reader = (host: HostProgram, as: string, hash: HashMapping, more: Reader['more'] = {}): Reader => ({
  host,
  as,
  hash,
  more,
});

/** The applications' own programs, or the libraries that they sign in with. */
const REAL: readonly Reader[] = [
  reader('django', 'pbkdf2_sha256', { format: 'django-pbkdf2', iterations: 20_000 }),
  reader('django', 'argon2', { format: 'django-argon2' }),
  reader('django', 'bcrypt_sha256', { format: 'django-bcrypt-sha256', cost: 5 }),
  reader('werkzeug', 'pbkdf2:sha256', { format: 'werkzeug-pbkdf2', iterations: 20_000 }),
  reader('passlib', 'pbkdf2_sha256', { format: 'pbkdf2', spelling: 'passlib', iterations: 29_000 }),
  reader('passlib', 'pbkdf2_sha512', { format: 'pbkdf2', spelling: 'passlib', digest: 'sha512', iterations: 25_000 }),
  reader('passlib', 'pbkdf2_sha1', { format: 'pbkdf2', spelling: 'passlib', digest: 'sha1', iterations: 131_000 }),
  reader('passlib', 'scrypt', { format: 'scrypt', cost: 16_384 }),
  reader('passlib', 'argon2', { format: 'argon2id' }),
  reader('passlib', 'bcrypt', { format: 'bcrypt', cost: 5 }),
  reader('devise', 'Devise', { format: 'bcrypt', prefix: '2a', cost: 5 }, { cost: 5 }),
  reader('devise', 'Devise', { format: 'bcrypt', prefix: '2a', cost: 5, pepperFile }, { cost: 5, pepper: PEPPER }),
  reader('php', 'bcrypt', { format: 'bcrypt', prefix: '2y', cost: 5 }),
  reader('php', 'nextcloud', { format: 'nextcloud' }),
  reader('php', 'wordpress', { format: 'wordpress', cost: 5 }),
];

/** Debian has no program that reads these, or too old a one: an implementation that shares nothing with Rekey reads them. */
const INDEPENDENT: readonly Reader[] = [
  reader('independent', 'django_scrypt', { format: 'django-scrypt' }),
  reader('independent', 'werkzeug_scrypt', { format: 'werkzeug-scrypt' }),
  reader('independent', 'better_auth', { format: 'better-auth' }),
  reader('independent', 'pbkdf2_phc', { format: 'pbkdf2', iterations: 29_000 }),
  reader('independent', 'aspnet_v3', { format: 'aspnet-v3', iterations: 10_000 }),
  reader('independent', 'crafter', { format: 'crafter' }),
];

/** What is read differently in one language and another: accents both ways, quotes, a backslash, blanks at the ends, emoji. */
const PASSWORDS = [
  'Grüße, correct horse 7 🔑',
  'Gru\u0308ße \u212b ﬁ ①',
  `don't say "horse" \\ battery`,
  ' \tblanks at both ends\n',
  'p\u00e4ssw\u00f6rt'.repeat(4),
  'x',
];

describe.each([...REAL, ...INDEPENDENT])('$host, $as', ({ host, as, hash: mapping, more }) => {
  it('takes every password that Rekey wrote, and no other', async () => {
    const hasher = passwordHasher({ hash: mapping });
    const hashes = await Promise.all(PASSWORDS.map((password) => hasher.hash(password as NewPassword)));
    const questions = PASSWORDS.flatMap((password, index) =>
      [password, `${password}.`].map(
        (each) => ({ ...more, verb: 'check', as, password: each, hash: hashes[index] }) as const,
      ),
    );
    expect(await askHost(host, questions)).toEqual(PASSWORDS.flatMap(() => [true, false]));
  });
});

describe.each(REAL)('Rekey, of $host, $as', ({ host, as, hash: mapping, more }) => {
  it('takes every password that it wrote, and no other', async () => {
    const hasher = passwordHasher({ hash: mapping });
    const questions = PASSWORDS.map((password) => ({ ...more, verb: 'hash', as, password }) as const);
    const hashes = (await askHost(host, questions)) as PasswordHash[];
    const verified = hashes.flatMap((hash, index) =>
      [`${PASSWORDS[index]}`, `${PASSWORDS[index]}.`].map((each) => hasher.verify(each as NewPassword, hash)),
    );
    expect(await Promise.all(verified)).toEqual(PASSWORDS.flatMap(() => [true, false]));
  });
});

it('has a reader for every format that Rekey writes', () => {
  const read = new Set([...REAL, ...INDEPENDENT].map(({ hash }) => hash.format));
  // Spring's is bcrypt behind a word: its reader is tried below, with the word taken off.
  expect(HASH_FORMATS.filter((format) => !read.has(format))).toEqual(['spring-bcrypt']);
});

it('writes bcrypt behind the word of Spring, which the gem reads without it', async () => {
  const hash = await passwordHasher({ hash: { format: 'spring-bcrypt', cost: 5 } }).hash('the new one' as NewPassword);
  expect(hash).toMatch(/^\{bcrypt\}\$2a\$05\$/);
  const inner = hash.slice('{bcrypt}'.length);
  const questions = ['the new one', 'the old one'].map(
    (password) => ({ verb: 'check', password, hash: inner, cost: 5 }) as const,
  );
  expect(await askHost('devise', questions)).toEqual([true, false]);
});
