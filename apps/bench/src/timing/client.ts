// The client, in a process of its own: asks as it is told and answers how long that took.
import { measureBlocks } from './measure-blocks.ts';
import { measureProbes } from './measure-probes.ts';
import type { Order } from './orders.ts';

process.on('message', (order: Order) => {
  const work: Promise<unknown> = order.kind === 'blocks' ? measureBlocks(order) : measureProbes(order);
  work.then(
    (result) => process.send?.({ result }),
    (fault: Error) => process.send?.({ fault: fault.message }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
