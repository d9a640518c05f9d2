import { describe, expect, it } from 'vitest';
import { readPlan } from './read-plan.ts';

describe('readPlan', () => {
  it('measures everything by default, with as many blocks as the protocol asks for', () => {
    expect(readPlan([])).toMatchObject({
      databases: ['sqlite', 'postgres'],
      grounds: ['memory', 'disk'],
      lateUs: null,
    });
    expect(readPlan([]).blocks.memory).toBe(10_000);
    expect(readPlan(['--long']).blocks.memory).toBe(30_000);
  });

  it('measures what it is told to', () => {
    expect(
      readPlan(['--database', 'sqlite', '--ground', 'disk', '--blocks', '5', '--late', '7', '--load']),
    ).toMatchObject({
      databases: ['sqlite'],
      grounds: ['disk'],
      blocks: { memory: 5, disk: 5 },
      lateUs: 7,
      load: true,
      slowRelay: false,
    });
  });

  it.each([['--database', 'mysql'], ['--ground', 'sea'], ['--blocks', 'many'], ['--trials', '-1'], ['--shrot']])(
    'refuses %s %s',
    (...words) => {
      expect(() => readPlan(words)).toThrow(words[0]);
    },
  );
});
