import type { ClassName } from './classes.ts';
import { openConnection } from './connection.ts';
import type { Blocks, BlocksOrder } from './orders.ts';
import { asking } from './requests.ts';

/** Asks for each class once a block, in an order that is drawn for each block: whatever drifts, drifts for all. */
export async function measureBlocks({ port, classes, from, warmUp, blocks }: BlocksOrder): Promise<Blocks> {
  const connection = await openConnection(port);
  const times = Object.fromEntries(classes.map((who): [ClassName, number[]] => [who, []]));
  for (let block = 0; block < warmUp + blocks; block += 1) {
    const requests = shuffled(classes).map((who) => ({ who, request: asking(who, from + block) }));
    for (const { who, request } of requests) {
      const ns = await connection.ask(request, '200');
      if (block >= warmUp) times[who]?.push(ns);
    }
  }
  connection.close();
  return times;
}

function shuffled<Each>(list: readonly Each[]): Each[] {
  return list
    .map((each) => ({ each, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ each }) => each);
}
