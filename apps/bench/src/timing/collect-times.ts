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

/** So many names of each class are asked for. */
export const namesFor = (blocks: number): number => WARM_UP + blocks + Math.ceil(blocks / CHUNK.blocks) * CHUNK.warmUp;

export async function collectTimes(stage: Stage, blocks: number, { cores, tell }: Watch): Promise<Times> {
  const client = await openClient(cores?.client ?? null);
  const times = Object.fromEntries(CLASS_NAMES.map((who) => [who, []])) as unknown as Times;
  let from = 0;
  try {
    for (let done = 0; done < blocks; done += CHUNK.blocks) {
      // A quick look needs no long run-up.
      const warmUp = done === 0 ? Math.min(WARM_UP, blocks) : CHUNK.warmUp;
      const order = { warmUp, blocks: Math.min(CHUNK.blocks, blocks - done) };
      const chunk = await client.carryOut({ kind: 'blocks', port: stage.port, classes: CLASS_NAMES, from, ...order });
      for (const who of CLASS_NAMES) times[who].push(...(chunk[who] ?? []).map((ns) => ns / 1_000));
      from += order.warmUp + order.blocks;
      await stage.settle();
      tell(`${done + order.blocks} of ${blocks} blocks`);
    }
  } finally {
    client.close();
  }
  return times;
}
