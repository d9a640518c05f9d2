import { availableParallelism } from 'node:os';
import { createSemaphore } from '@rekey/concurrency';
import type { NewPassword, PasswordHash, PasswordHasher } from '@rekey/domain';
import { checkPeppers, type Pepper, pepperOf, withKeyId } from './pepper.ts';
import { createThreads } from './threads.ts';
import { wholeNumber } from './whole-number.ts';

export interface Argon2idSettings {
  /** Memory for one hash, in KiB: 19456 (19 MiB) or more. */
  readonly memoryKib?: number;
  /** Passes over that memory: 2 or more. */
  readonly passes?: number;
  /** Lanes (the `p` of the hash): 1 or more. */
  readonly lanes?: number;
  /** Hashes at one time. Each has a thread, which holds `memoryKib` while it works. */
  readonly concurrency?: number;
  /** Hashes that may wait for their turn; beyond it `Overloaded`. */
  readonly queue?: number;
  /** The first goes into new hashes; all of them check old ones. Hashes that were made without any stay good. */
  readonly peppers?: readonly Pepper[];
}

// The argon2id line of OWASP's Password Storage cheat sheet: what is weaker than this is refused, there is no switch.
const MINIMUM = { memoryKib: 19_456, passes: 2, lanes: 1 };
const MAX_LANES = 255;
const ARGON2ID = 2; // `Algorithm.Argon2id`, a const enum, which isolated modules cannot read

// A thread takes 10 MB and a hash 19 MiB beside it. More cores than this are for whoever has the memory, and says so.
const DEFAULT_CONCURRENCY = Math.min(availableParallelism(), 3);
// At 15 ms a hash the last in line waits about a second: longer, and callers give up on an answer that is still being made.
const DEFAULT_QUEUE = 64;

// A stored hash says how much work its check is. One that wants 4 TiB ends the process, so it counts as unreadable.
const MAX_STORED = { memoryKib: 1_048_576, passes: 64 };

// Not libuv's pool: its four threads also serve the database, DNS and files, and none of them can be told to give way.
const SCRIPT = new URL('../thread/hash-thread.cjs', import.meta.url);

/** Hashes with argon2id into PHC strings, in threads of its own that give way to everything else. Throws a `RangeError` for parameters below OWASP's minimum. */
export function argon2idPasswordHasher(settings: Argon2idSettings = {}): PasswordHasher {
  const options = {
    algorithm: ARGON2ID,
    memoryCost: wholeNumber('memoryKib', settings.memoryKib ?? MINIMUM.memoryKib, MINIMUM.memoryKib),
    timeCost: wholeNumber('passes', settings.passes ?? MINIMUM.passes, MINIMUM.passes),
    parallelism: wholeNumber('lanes', settings.lanes ?? MINIMUM.lanes, MINIMUM.lanes, MAX_LANES),
  };
  const { peppers = [] } = settings;
  checkPeppers(peppers);
  const [newest] = peppers;
  const semaphore = createSemaphore({
    resource: 'a hash',
    permits: wholeNumber('concurrency', settings.concurrency ?? DEFAULT_CONCURRENCY, 1),
    maxWaiting: wholeNumber('queue', settings.queue ?? DEFAULT_QUEUE, 0),
  });
  const threads = createThreads(SCRIPT);
  return {
    hash: (password) =>
      semaphore.run(async () => {
        const job = { verb: 'hash', password: bytesOf(password), options: { ...options, ...secretOf(newest) } };
        const made = await threads.run<string>(job);
        return (newest === undefined ? made : withKeyId(made, newest)) as PasswordHash;
      }),
    async verify(password, hash) {
      // Loaded for a check only: a process that makes hashes, or none, is 4 MB lighter without it.
      const { parseOptions } = await import('@node-rs/argon2');
      const pepper = pepperOf(hash, peppers);
      if (pepper === 'unknown' || !isReadable(parseOptions, hash)) return false;
      const job = { verb: 'verify', password: bytesOf(password), options: secretOf(pepper), stored: hash };
      return semaphore.runPatiently(() => threads.run<boolean>(job));
    },
  };
}

function secretOf(pepper: Pepper | undefined): { readonly secret?: Uint8Array } {
  return pepper === undefined ? {} : { secret: pepper.key };
}

type ParseOptions = typeof import('@node-rs/argon2')['parseOptions'];

/** Bytes, not text: nothing on the way to the hash can end a password at its NUL. */
function bytesOf(password: NewPassword): Buffer {
  return Buffer.from(password, 'utf8');
}

function isReadable(parseOptions: ParseOptions, hash: PasswordHash): boolean {
  try {
    const { memoryCost, timeCost } = parseOptions(hash);
    return memoryCost <= MAX_STORED.memoryKib && timeCost <= MAX_STORED.passes;
  } catch {
    return false;
  }
}
