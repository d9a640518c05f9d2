import { describe, expect, it } from 'vitest';
import type { Claim } from '../values/letter.ts';
import { safestFirst } from './safest-first.ts';

const claims = (...attempts: readonly number[]) =>
  attempts.map((each, n) => ({ id: String(n), attempts: each }) as Claim);
const idsOf = (line: readonly Claim[]) => line.map(({ id }) => id).join('');

describe('safestFirst', () => {
  it('leaves letters that nobody has tried in the order of their claim', () => {
    const random = () => Math.random();
    expect(idsOf(safestFirst(claims(1, 1, 1, 1, 1), random))).toBe('01234');
  });

  it('puts what was tried more often behind what was tried less often', () => {
    expect(idsOf(safestFirst(claims(7, 2, 1, 3, 1), () => 0.5))).toBe('24130');
  });

  it('draws lots among letters that were tried equally often: the one that kills goes elsewhere each time', () => {
    const lots = [0.9, 0.1, 0.5];
    expect(idsOf(safestFirst(claims(2, 2, 2), () => lots.shift() ?? 0))).toBe('120');
  });
});
