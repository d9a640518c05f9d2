import { describe, expect, it } from 'vitest';
import { discrepancy } from './durability.ts';

const LOAD = { answered: 1_000, failed: 0, seconds: 2, p50Ms: 3, p99Ms: 12 };

describe('discrepancy', () => {
  it('is nothing where there is a row for each 200', () => {
    expect(discrepancy(LOAD, 1_000)).toBeNull();
  });

  it('names an answer without a row, and a row without an answer', () => {
    expect(discrepancy(LOAD, 999)).toContain('999 rows');
    expect(discrepancy(LOAD, 1_001)).toContain('1001 rows');
  });

  it('names requests that were not answered with 200, whatever the rows', () => {
    expect(discrepancy({ ...LOAD, failed: 2 }, 1_000)).toContain('2 requests');
  });
});
