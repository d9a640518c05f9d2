import { setTimeout as sleep } from 'node:timers/promises';
import { contractRunner, passwordHasherContract } from '@rekey/contracts';
import { Overloaded } from '@rekey/domain';
import type { PasswordHasher } from '@rekey/domain/ports';
import type { NewPassword, PasswordHash } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import { passwordHasher } from './password-hasher.ts';

const runContract = contractRunner({ describe, it });

const PASSWORD = 'correct horse battery staple' as NewPassword;
const OTHER = 'correct horse battery stable' as NewPassword;

const isRefused = (hasher: PasswordHasher): Promise<boolean> =>
  hasher.hash(PASSWORD).then(
    () => false,
    (fault) => fault instanceof Overloaded,
  );

describe('passwordHasher', () => {
  runContract(passwordHasherContract, (options) => ({
    subject: passwordHasher(options && { concurrency: options.concurrency, queue: options.maxWaiting }),
    close() {},
  }));

  it("writes OWASP's parameters, 16 bytes of salt and 32 bytes of hash into its PHC string", async () => {
    const hash = await passwordHasher().hash(PASSWORD);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  });

  it('writes stronger parameters as it is told, and still reads the hashes made before', async () => {
    const before = await passwordHasher().hash(PASSWORD);
    const hasher = passwordHasher({ hash: { format: 'argon2id', memory: 32_768, passes: 3, lanes: 2 } });
    expect(await hasher.hash(PASSWORD)).toMatch(/^\$argon2id\$v=19\$m=32768,t=3,p=2\$/);
    expect(await hasher.verify(PASSWORD, before as PasswordHash)).toBe(true);
    expect(await hasher.verify(OTHER, before as PasswordHash)).toBe(false);
  });

  it.each([
    ['memory', { hash: { format: 'argon2id', memory: 19_455 } }],
    ['passes', { hash: { format: 'argon2id', passes: 1 } }],
    ['lanes', { hash: { format: 'argon2id', lanes: 0 } }],
    ['lanes', { hash: { format: 'argon2id', lanes: 256 } }],
    ['memory', { hash: { format: 'argon2id', memory: Number.NaN } }],
    ['passes', { hash: { format: 'argon2id', passes: 2.5 } }],
    ['concurrency', { concurrency: 0 }],
    ['queue', { queue: -1 }],
  ])('refuses a %s that is too weak or makes no sense: %o', (name, settings) => {
    expect(() => passwordHasher(settings)).toThrow(RangeError);
    expect(() => passwordHasher(settings)).toThrow(name);
  });

  it('takes a stored hash whose check would eat the machine for unreadable', async () => {
    const hash = await passwordHasher().hash(PASSWORD);
    for (const [from, to] of [
      ['m=19456', 'm=4294967295'],
      ['t=2', 't=4294967295'],
    ] as const) {
      expect(await passwordHasher().verify(PASSWORD, hash.replace(from, to) as PasswordHash)).toBe(false);
    }
  });

  it('checks hashes in line with the others, and turns no check away', async () => {
    const hasher = passwordHasher({ concurrency: 1, queue: 0, hash: { format: 'argon2id', passes: 10 } });
    const hash = await hasher.hash(PASSWORD);
    const checks = [PASSWORD, OTHER, PASSWORD].map((password) => hasher.verify(password, hash));
    // One hash may still slip in before them, where a check is loaded for the first time.
    expect([await isRefused(hasher), await isRefused(hasher)]).toContain(true);
    expect(await Promise.all(checks)).toEqual([true, false, true]);
  });

  it('leaves the event loop free while it hashes', async () => {
    const hasher = passwordHasher({ concurrency: 1 });
    const hashing = Promise.all(Array.from({ length: 8 }, () => hasher.hash(PASSWORD)));
    let turns = 0;
    let done = false;
    hashing.then(() => {
      done = true;
    });
    while (!done) {
      await sleep(1);
      turns += 1;
    }
    // 8 hashes of 10 ms or more: a blocked loop would come round once a hash at most.
    expect(turns).toBeGreaterThan(16);
  });
});
