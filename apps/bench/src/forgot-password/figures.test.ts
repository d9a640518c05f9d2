import { expect, it } from 'vitest';
import { figures, type Measured } from './figures.ts';
import type { ContestantName } from './stage.ts';

function measured(contestant: ContestantName, round: number, answered: number, connections = 64): Measured {
  const load = { answered, failed: 0, seconds: 2, p50Ms: 3.04, p99Ms: 12 };
  return { contestant, round, connections, load, loopP99Ms: 4 };
}

it('puts the slices of one round beside one another, whatever their order was', () => {
  const [rate] = figures('SQLite', [
    measured('private', 0, 800),
    measured('limit', 0, 1_000),
    measured('limit', 1, 100),
    measured('private', 1, 80),
  ]);
  expect(rate).toEqual({
    what: 'SQLite, 64 connections: private, req/s',
    ours: [400, 40],
    limit: [500, 50],
    goal: { kind: 'share', atLeast: 0.65 },
  });
});

it('has goals under the most load only', () => {
  const slices = [measured('private', 0, 600, 1), measured('limit', 0, 1_200, 1)];
  expect(figures('SQLite', slices).map(({ what, goal }) => [what, goal])).toEqual([
    ['SQLite, 1 connections: private, req/s', undefined],
    ['SQLite, 1 connections: p50, ms', undefined],
    ['SQLite, 1 connections: p99, ms', undefined],
  ]);
});

it('compares documented answers with private ones, not with the limit', () => {
  const slices = [measured('private', 0, 4_000), measured('limit', 0, 5_000), measured('documented', 0, 3_000)];
  const documented = figures('SQLite', slices).find(({ what }) => what.includes('documented'));
  expect(documented).toMatchObject({ ours: [1_500], limit: [2_000], goal: { kind: 'share', atLeast: 0.7 } });
});
