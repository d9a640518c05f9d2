// Hashes as many passwords as it is told, so many at once, as Rekey hashes them; prints how long all and one took.
import { hash } from '@node-rs/argon2';
import { median } from '../statistics.ts';

const [, , amount = '', atOnce = ''] = process.argv;
const ARGON2ID = 2;
const OPTIONS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const WARM_UP = 5;

const times: number[] = [];

async function hashOne(): Promise<void> {
  const began = performance.now();
  await hash(Buffer.from('a password that is long enough'), OPTIONS);
  times.push(performance.now() - began);
}

async function hashAll(count: number): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await hashOne();
    }
  };
  await Promise.all(Array.from({ length: Number(atOnce) }, worker));
}

await hashAll(WARM_UP);
times.length = 0;
const began = performance.now();
await hashAll(Number(amount));
const seconds = (performance.now() - began) / 1_000;
console.log(JSON.stringify({ perSecond: Number(amount) / seconds, msEach: median(times) }));
