import { expect, it } from 'vitest';
import { inTheWake } from './in-the-wake.ts';

it('lets so much trail behind, makes whoever leaves more wait for the oldest, and can wait for all', async () => {
  const wake = inTheWake(2);
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  const went: string[] = [];
  await wake.leave(work());
  await wake.leave(work());
  const third = wake.leave(work()).then(() => went.push('third'));
  const all = third.then(() => wake.settled()).then(() => went.push('all'));
  await Promise.resolve();
  expect(went).toEqual([]);
  ends[0]?.();
  await third;
  expect(went).toEqual(['third']);
  for (const end of ends) end();
  await all;
  expect(went).toEqual(['third', 'all']);
});
