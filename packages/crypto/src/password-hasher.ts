import { timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { createSemaphore, type SemaphoreLoad } from '@rekey/concurrency';
import type { PasswordHasher } from '@rekey/domain/ports';
import { fitsBounds, type NewPassword, type PasswordHash } from '@rekey/domain/values';
import type { Derivation } from './formats/derivation.ts';
import { type HashMapping, hashFormatOf, readerOf } from './formats/hash-mapping.ts';
import type { Pepper } from './formats/pepper.ts';
import { createThreads } from './threads.ts';
import { wholeNumber } from './whole-number.ts';

/** A hasher that says how busy it is. */
export interface BusyHasher extends PasswordHasher {
  load(): SemaphoreLoad;
}

export interface PasswordHasherSettings {
  /** The format to write, with its cost; argon2id at OWASP's minimum by default. */
  readonly hash?: HashMapping;
  /** Hashes at one time. Each has a thread, which holds the memory of its hash while it works. */
  readonly concurrency?: number;
  /** Hashes that may wait for their turn; beyond it `Overloaded`. */
  readonly queue?: number;
  /** For argon2id: the first goes into new hashes; all of them check old ones. Hashes that were made without any stay good. */
  readonly peppers?: readonly Pepper[];
}

// A thread takes 10 MB and a hash 19 MiB beside it. More cores than this take a setting, because they take memory.
const DEFAULT_CONCURRENCY = Math.min(availableParallelism(), 3);
// At 15 ms a hash the last in line waits about a second: longer, and callers give up on an answer that is still being made.
const DEFAULT_QUEUE = 64;

// Not libuv's pool: its four threads also serve the database, DNS and files, and none of them can be told to give way.
const SCRIPT = new URL('../thread/hash-thread.cjs', import.meta.url);

/**
 * Writes one format and reads all that Rekey knows, in threads of its own that give way to everything else.
 * @throws {RangeError} for a format that there is not, and for parameters that are out of bounds
 */
export function passwordHasher(settings: PasswordHasherSettings = {}): BusyHasher {
  const { peppers = [] } = settings;
  const written = hashFormatOf(settings.hash, peppers);
  const semaphore = createSemaphore({
    resource: 'a hash',
    permits: wholeNumber('concurrency', settings.concurrency ?? DEFAULT_CONCURRENCY, 1),
    maxWaiting: wholeNumber('queue', settings.queue ?? DEFAULT_QUEUE, 0),
  });
  const threads = createThreads(SCRIPT);
  const derive = (password: Uint8Array, derivation: Derivation) => threads.run<Uint8Array>({ password, derivation });

  return {
    bounds: written.bounds,
    counted: written.counted,
    load: semaphore.load,
    async hash(password) {
      // Cut off without a word, a password would open to anyone who knows its beginning.
      if (!fitsBounds(password, written.bounds))
        throw new RangeError('this hash cannot tell such a password from another');
      return semaphore.run(async () => {
        const derivation = written.fresh();
        const digest = await derive(written.bytesOf(password), derivation);
        return written.print({ derivation, digest }) as PasswordHash;
      });
    },
    async verify(password: NewPassword, hash: PasswordHash) {
      const format = readerOf(hash, written, peppers);
      const stored = format?.parse(hash) ?? null;
      if (format === null || stored === null || !fitsBounds(password, format.bounds)) return false;
      const digest = await semaphore.runPatiently(() => derive(format.bytesOf(password), stored.derivation));
      return digest.length === stored.digest.length && timingSafeEqual(digest, stored.digest);
    },
  };
}
