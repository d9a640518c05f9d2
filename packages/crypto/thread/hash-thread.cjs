// What a thread of `threads.ts` runs. Plain JavaScript, and outside of src: Node 20 loads no TypeScript into a thread,
// and from here source and build find the same file. CommonJS, because the loader of modules costs each thread 3 MB.
const { readlinkSync } = require('node:fs');
const { getPriority, setPriority } = require('node:os');
const { parentPort } = require('node:worker_threads');
const { hashSync, verifySync } = require('@node-rs/argon2');

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

function answerTo({ verb, password, options, stored }) {
  return verb === 'hash' ? hashSync(password, options) : verifySync(stored, password, options);
}

giveWay();
parentPort.on('message', (job) => {
  try {
    parentPort.postMessage({ answer: answerTo(job) });
  } catch (fault) {
    parentPort.postMessage({ fault });
  }
});
