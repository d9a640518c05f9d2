import { CLASS_NAMES, type ClassName } from './classes.ts';
import { openClient } from './open-client.ts';
import type { Stage } from './stage.ts';
import type { Watch } from './watch.ts';

/** One list a class in microseconds; equal places are of one block. */
export type Times = Readonly<Record<ClassName, number[]>>;

/** Requests before the first that counts: the compiler has seen the code, and every page is in memory. */
const WARM_UP = Math.ceil(3_000 / CLASS_NAMES.length);
/** After this many blocks the letters are cleared away, lest a long run measures a growing table. */
const CHUNK = { blocks: 1_000, warmUp: 20 };

/** A noisy machine gets so many times as many blocks. */
const MOST = 3;

/** So many names of each class are asked for at most. */
export function namesFor(blocks: number): number {
  const chunks = Math.ceil((MOST * blocks) / Math.min(CHUNK.blocks, blocks));
  return WARM_UP + chunks * (Math.min(CHUNK.blocks, blocks) + CHUNK.warmUp);
}

/**
 * Collects so many blocks, and goes on, up to three times as many, until the times are precise enough. What decides is how
 * wide the intervals are, never where they lie: stopping at a result that one likes would be no proof.
 */
export async function collectTimes(
  stage: Stage,
  blocks: number,
  isPrecise: (times: Times) => boolean,
  { cores, tell }: Watch,
): Promise<Times> {
  const client = await openClient(cores?.client ?? null);
  const times = Object.fromEntries(CLASS_NAMES.map((who) => [who, []])) as unknown as Times;
  let [from, done] = [0, 0];
  try {
    while (done < blocks || (done < MOST * blocks && !isPrecise(times))) {
      // A quick look needs no long run-up.
      const warmUp = done === 0 ? Math.min(WARM_UP, blocks) : CHUNK.warmUp;
      const order = { warmUp, blocks: Math.min(CHUNK.blocks, blocks) };
      const chunk = await client.carryOut({ kind: 'blocks', port: stage.port, classes: CLASS_NAMES, from, ...order });
      for (const who of CLASS_NAMES) times[who].push(...(chunk[who] ?? []).map((ns) => ns / 1_000));
      from += order.warmUp + order.blocks;
      await stage.settle();
      done += order.blocks;
      tell(`${done} of ${blocks} blocks`);
    }
  } finally {
    client.close();
  }
  return times;
}
