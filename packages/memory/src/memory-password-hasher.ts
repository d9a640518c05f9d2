import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { createSemaphore } from '@rekey/concurrency';
import type { PasswordHasher } from '@rekey/domain/ports';
import type { NewPassword, PasswordHash } from '@rekey/domain/values';

export interface MemoryPasswordHasherOptions {
  /** Hashes computed at once; 2 by default. */
  readonly concurrency?: number;
  /** Hashes that may wait for their turn; 100 by default. */
  readonly maxWaiting?: number;
}

// A name of its own: nobody takes such a hash for one that resists a thief.
const PREFIX = '$rekey-test$ln=4,r=8,p=1$';
const KEY_BYTES = 32;
const COST = { N: 2 ** 4, r: 8, p: 1 };
const READABLE = /^\$rekey-test\$ln=4,r=8,p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;
const scryptAsync = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

/**
 * A `PasswordHasher` for tests only: it hashes with scrypt at a cost that makes it quick,
 * which an attacker with the hashes would find quick too. Programs take the one of `@rekey/crypto`.
 */
export function memoryPasswordHasher(options: MemoryPasswordHasherOptions = {}): PasswordHasher {
  const { concurrency: permits = 2, maxWaiting = 100 } = options;
  const semaphore = createSemaphore({ resource: 'a hash', permits, maxWaiting });
  return {
    bounds: { maximumBytes: null, nul: true },
    counted: (password) => password,
    hash: (password) => semaphore.run(() => hash(password)),
    verify,
  };
}

async function hash(password: NewPassword): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return `${PREFIX}${base64(salt)}$${base64(key)}` as PasswordHash;
}

async function verify(password: NewPassword, stored: PasswordHash): Promise<boolean> {
  const [, salt, key] = READABLE.exec(stored) ?? [];
  if (salt === undefined || key === undefined) return false;
  return timingSafeEqual(Buffer.from(key, 'base64'), await derive(password, Buffer.from(salt, 'base64')));
}

/** HMAC fills short keys with NUL, so to plain scrypt a password with a NUL at its end is the one without: hence an end mark. */
function derive(password: NewPassword, salt: Buffer): Promise<Buffer> {
  return scryptAsync(`${password}\u0001`, salt, KEY_BYTES, COST);
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
