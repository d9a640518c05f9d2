import { type BinaryLike, pbkdf2, randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { hash as argon2 } from '@node-rs/argon2';
import { hash as bcrypt } from '@node-rs/bcrypt';
import type { HashMapping } from '@rekey/crypto';

/** A family of hashes: one format of Rekey's, and what its library does alone with the same cost. */
export interface Family {
  readonly hash: HashMapping;
  bare(): Promise<unknown>;
}

const PASSWORD = Buffer.from('a password that is long enough');
const SALT_BYTES = 16;
const ARGON2ID = 2;
const derive = {
  pbkdf2: promisify(pbkdf2),
  scrypt: promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt),
};

export const FAMILIES: readonly Family[] = [
  {
    hash: { format: 'argon2id' },
    bare: () => argon2(PASSWORD, { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
  },
  { hash: { format: 'bcrypt', cost: 10 }, bare: () => bcrypt(PASSWORD, { cost: 10 }) },
  {
    hash: { format: 'django-pbkdf2', iterations: 100_000 },
    bare: () => derive.pbkdf2(PASSWORD, randomBytes(SALT_BYTES), 100_000, 32, 'sha256'),
  },
  {
    hash: { format: 'better-auth' },
    bare: () =>
      derive.scrypt(PASSWORD, randomBytes(SALT_BYTES), 64, { N: 16_384, r: 16, p: 1, maxmem: 128 * 16 * 16_640 }),
  },
];
