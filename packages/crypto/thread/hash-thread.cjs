// What a thread of `threads.ts` runs. Plain JavaScript, and outside of src: Node 20 loads no TypeScript into a thread,
// and from here source and build find the same file. CommonJS, because the loader of modules costs each thread 3 MB.
const { createHash, pbkdf2Sync, scryptSync } = require('node:crypto');
const { readlinkSync } = require('node:fs');
const { getPriority, setPriority } = require('node:os');
const { parentPort } = require('node:worker_threads');

/** Below the server and its database, above the courier (19): whoever asks for a link does not wait for other people's hashes. */
const NICER_BY = 10;
const NICEST = 19;

function giveWay() {
  // Only Linux has a priority for each thread; elsewhere the number would be another process.
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, Math.min(NICEST, getPriority(thread) + NICER_BY));
  } catch {
    // Without /proc, or where it may not: a hash is as good at the priority of everything else.
  }
}

const BCRYPT_LETTERS = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE64_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** `$2b$10$` and 22 letters of salt stand before the digest. */
const BCRYPT_DIGEST_AT = 29;

// Each library is loaded with the first hash that needs it.
const DERIVE = {
  argon2(password, { variant, memoryKib, passes, lanes, salt, length, secret }) {
    const { hashRawSync } = require('@node-rs/argon2');
    const cost = { algorithm: variant, memoryCost: memoryKib, timeCost: passes, parallelism: lanes };
    return hashRawSync(password, { ...cost, salt, outputLen: length, ...(secret !== undefined && { secret }) });
  },
  bcrypt(password, { cost, salt }) {
    const { hashSync } = require('@node-rs/bcrypt');
    const text = hashSync(password, { cost, salt, rejectLongPasswords: true }).slice(BCRYPT_DIGEST_AT);
    return Buffer.from(
      text.replace(/./g, (letter) => BASE64_LETTERS[BCRYPT_LETTERS.indexOf(letter)]),
      'base64',
    );
  },
  pbkdf2: (password, { digest, iterations, salt, length }) => pbkdf2Sync(password, salt, iterations, length, digest),
  scrypt: (password, { cost, blockSize, parallelism, salt, length }) =>
    scryptSync(password, salt, length, {
      N: cost,
      r: blockSize,
      p: parallelism,
      maxmem: 128 * blockSize * (cost + parallelism + 2),
    }),
  'sha256-rounds'(password, { rounds, salt }) {
    let digest = createHash('sha256').update(salt).update(password).digest();
    for (let round = 0; round < rounds; round += 1) digest = createHash('sha256').update(digest).digest();
    return digest;
  },
  'md5-rounds'(password, { rounds, salt }) {
    let digest = createHash('md5').update(salt).update(password).digest();
    for (let round = 0; round < rounds; round += 1) digest = createHash('md5').update(digest).update(password).digest();
    return digest;
  },
};

giveWay();
parentPort.on('message', ({ password, derivation }) => {
  try {
    parentPort.postMessage({ answer: DERIVE[derivation.kind](password, derivation) });
  } catch (fault) {
    parentPort.postMessage({ fault });
  }
});
