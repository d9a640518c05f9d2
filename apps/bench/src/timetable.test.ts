import { expect, it } from 'vitest';
import { timetable } from './timetable.ts';

it('lets the contestants of a round run directly after one another, in turned order each time', () => {
  const slices = timetable(() => ['ours', 'limit'], [1, 64], 3);
  expect(slices.map(({ connections, round, contestant }) => `${connections} ${round} ${contestant}`)).toEqual([
    '1 0 ours',
    '1 0 limit',
    '1 1 limit',
    '1 1 ours',
    '1 2 ours',
    '1 2 limit',
    '64 0 ours',
    '64 0 limit',
    '64 1 limit',
    '64 1 ours',
    '64 2 ours',
    '64 2 limit',
  ]);
});

it('lets each number of connections have contestants of its own', () => {
  const slices = timetable((connections) => (connections === 1 ? ['limit'] : ['ours', 'limit']), [1, 2], 1);
  expect(slices.map(({ contestant }) => contestant)).toEqual(['limit', 'ours', 'limit']);
});
