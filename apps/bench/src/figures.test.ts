import { expect, it } from 'vitest';
import type { ContestantName } from './contestants/stage.ts';
import { figures, HEAD, type Measured, ratios } from './figures.ts';

function measured(contestant: ContestantName, round: number, answered: number, connections = 64): Measured {
  return { contestant, round, connections, load: { answered, failed: 0, seconds: 2, p50Ms: 3.04, p99Ms: 12 } };
}

it('compares slices of the same round only', () => {
  const slices = [
    measured('private', 0, 800),
    measured('limit', 0, 1_000),
    // The machine slowed down to a tenth: both did, so the ratio stands.
    measured('limit', 1, 100),
    measured('private', 1, 80),
    measured('private', 2, 900),
    measured('limit', 2, 1_000),
  ];
  expect(ratios(slices, 'private', 'limit')).toEqual([0.8, 0.8, 0.9]);
  expect(figures('SQLite', slices)[0]?.[6]).toBe('80 % (80-90)');
});

it('makes a row for each number of connections, with a dash for what did not run', () => {
  const slices = [
    measured('private', 0, 600, 1),
    measured('limit', 0, 1_200, 1),
    measured('private', 0, 4_000),
    measured('limit', 0, 5_000),
    measured('documented', 0, 3_000),
  ];
  const rows = figures('SQLite', slices);
  expect(rows).toEqual([
    ['SQLite', '1', '300', '3.0', '12.0', '600', '50 % (50-50)', '\u2013', '\u2013'],
    ['SQLite', '64', '2000', '3.0', '12.0', '2500', '80 % (80-80)', '1500', '75 % (75-75)'],
  ]);
  expect(rows[0]).toHaveLength(HEAD.length);
});
