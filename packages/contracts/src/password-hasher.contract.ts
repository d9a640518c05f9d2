import assert from 'node:assert/strict';
import type { PasswordHasher } from '@rekey/domain/ports';
import { fitsBounds, type NewPassword, type PasswordHash } from '@rekey/domain/values';
import { type Contract, promised } from './contract.ts';
import { servedAndRefused } from './crowd.ts';

/** The bounds of a hasher. */
export interface HasherOptions {
  /** Hashes computed at once. */
  readonly concurrency: number;
  /** Hashes that may wait for their turn. */
  readonly maxWaiting: number;
}

const password = (text: string) => text as NewPassword;

// bcrypt stops at 72 bytes and at NUL; others stop at 128 or 1,024. Each pair differs after such a place only.
const PAIRS: readonly (readonly [string, string])[] = [
  [`${'x'.repeat(72)}a`, `${'x'.repeat(72)}b`],
  [`${'x'.repeat(128)}a`, `${'x'.repeat(128)}b`],
  [`${'\u{1F511}'.repeat(255)}a`, `${'\u{1F511}'.repeat(255)}b`],
  ['correct horse\0battery', 'correct horse\0staple'],
  ['correct horse\0', 'correct horse'],
  ['correct horse ', 'correct horse'],
  ['Correct horse', 'correct horse'],
  ['\u00E9l\u00E8ve', 'e\u0301le\u0300ve'],
];

const UNREADABLE = [
  '',
  '$',
  'plain text',
  '$argon2id$',
  '$argon2id$v=19$m=19456,t=2,p=1$$',
  '$argon2id$v=19$m=0,t=0,p=0$AAAA$AAAA',
  '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$',
  '$scrypt$ln=99,r=8,p=1$c2FsdA$aGFzaA',
  '$2b$10$tooshort',
  '{SSHA}not base64',
  '\0',
];

const hashOf = (hasher: PasswordHasher, text: string): Promise<PasswordHash> => hasher.hash(password(text));

/** What every `PasswordHasher` keeps. */
export const passwordHasherContract: Contract<PasswordHasher, HasherOptions> = {
  name: 'PasswordHasher',
  promises: [
    promised('hashes into a text that verifies its password and no other', async (hasher) => {
      const hash = await hashOf(hasher, 'correct horse battery staple');
      assert.equal(await hasher.verify(password('correct horse battery staple'), hash), true);
      assert.equal(await hasher.verify(password('correct horse battery stable'), hash), false);
      assert.equal(await hasher.verify(password(''), hash), false);
    }),
    promised('shows nothing of the password in the hash', async (hasher) => {
      const hash = await hashOf(hasher, 'xyzzyplughplover');
      for (const encoding of ['utf8', 'base64', 'hex'] as const) {
        const text = Buffer.from('xyzzyplughplover').toString(encoding).replace(/=+$/, '');
        assert.ok(!hash.includes(text), encoding);
      }
    }),
    promised('gives each hash a salt of its own', async (hasher) => {
      const hashes = [await hashOf(hasher, 'the same'), await hashOf(hasher, 'the same')];
      assert.equal(new Set(hashes).size, 2);
    }),
    promised('counts every byte of what counts, NUL included, within its bounds', async (hasher) => {
      for (const [one, other] of PAIRS.filter((pair) => pair.every((each) => fitsBounds(each, hasher.bounds)))) {
        const hash = await hashOf(hasher, one);
        const same = hasher.counted(one) === hasher.counted(other);
        assert.equal(await hasher.verify(password(one), hash), true, JSON.stringify(one));
        assert.equal(await hasher.verify(password(other), hash), same, JSON.stringify(other));
      }
    }),
    promised('refuses a password beyond its bounds, and cuts none off', async (hasher) => {
      const { maximumBytes, nul } = hasher.bounds;
      const longest = 'x'.repeat(maximumBytes ?? 20_000);
      const hash = await hashOf(hasher, longest);
      assert.equal(await hasher.verify(password(longest), hash), true);
      assert.equal(await hasher.verify(password(longest.slice(0, -1)), hash), false);
      const beyond = [...(maximumBytes === null ? [] : [`${longest}x`]), ...(nul ? [] : ['a\0b'])];
      for (const each of beyond) await assert.rejects(hasher.hash(password(each)), RangeError);
    }),
    promised('answers false for a hash it cannot read', async (hasher) => {
      const good = await hashOf(hasher, 'readable');
      for (const hash of [...UNREADABLE, good.slice(0, -2), good.slice(1), `${good}$`]) {
        assert.equal(await hasher.verify(password('readable'), hash as PasswordHash), false, hash);
      }
    }),
    promised(
      'throws Overloaded when as many hashes wait as may wait, and hashes again when they are done',
      async (hasher) => {
        const asked = Array.from({ length: 8 }, (_, index) => hasher.hash(password(`flood ${index}`)));
        const { served, refused } = await servedAndRefused(asked);
        assert.deepEqual([served.length, refused], [3, 5], 'one is computed, two wait');
        assert.notEqual(await hashOf(hasher, 'after the flood'), '');
      },
      { concurrency: 1, maxWaiting: 2 },
    ),
    promised(
      'hashes what waited like anything else',
      async (hasher) => {
        const texts = ['first', 'second', 'third'];
        const hashes = await Promise.all(texts.map((text) => hashOf(hasher, text)));
        for (const [index, hash] of hashes.entries()) {
          assert.equal(await hasher.verify(password(texts[index] ?? ''), hash), true);
        }
      },
      { concurrency: 1, maxWaiting: 2 },
    ),
  ],
};
