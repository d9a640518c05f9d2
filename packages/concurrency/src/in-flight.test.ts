import { expect, it } from 'vitest';
import { createInFlight } from './in-flight.ts';

it('lets a caller go on up to the limit, then makes it wait for the oldest, and can wait for all', async () => {
  const inFlight = createInFlight(2);
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  const went: string[] = [];
  await inFlight.add(work());
  await inFlight.add(work());
  const third = inFlight.add(work()).then(() => went.push('third'));
  const all = third.then(() => inFlight.drain()).then(() => went.push('all'));
  await Promise.resolve();
  expect(went).toEqual([]);
  ends[0]?.();
  await third;
  expect(went).toEqual(['third']);
  for (const end of ends) end();
  await all;
  expect(went).toEqual(['third', 'all']);
});
