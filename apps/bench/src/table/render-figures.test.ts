import { describe, expect, it } from 'vitest';
import type { Figure } from './figure.ts';
import { renderFigures } from './render-figures.ts';
import { reaches } from './verdict.ts';

const cells = (figure: Figure) => renderFigures([figure]).split('\n')[2]?.split(/ {2,}/);

describe('renderFigures', () => {
  it('compares slices of the same round only', () => {
    // The machine slowed down to a tenth in the second round: both did, so the ratio stands.
    const figure: Figure = { what: 'F', ours: [800, 80, 900], limit: [1_000, 100, 1_000] };
    expect(cells(figure)).toEqual(['F', '800', '1000', '80 % (80-90)', '\u2013']);
  });

  it('says of each goal whether the median reaches it', () => {
    const figure: Figure = { what: 'S', ours: [92, 80, 95], limit: [100, 100, 100] };
    expect(cells({ ...figure, goal: { kind: 'share', atLeast: 0.92 } })?.slice(-2)).toEqual(['at least 92 %', 'met']);
    expect(cells({ ...figure, goal: { kind: 'share', atLeast: 0.93 } })?.slice(-1)).toEqual(['not met']);
    expect(cells({ ...figure, goal: { kind: 'times', atMost: 0.92 } })?.slice(-3)).toEqual([
      '0.92 (0.80-0.95)',
      'at most 0.92',
      'met',
    ]);
    expect(cells({ ...figure, goal: { kind: 'times', atMost: 0.91 } })?.slice(-1)).toEqual(['not met']);
  });

  it('holds a bound against our own value', () => {
    const figure: Figure = { what: 'memory', ours: [92] };
    expect(cells({ ...figure, goal: { kind: 'bound', below: 92 } })).toEqual([
      'memory',
      '92.0',
      '\u2013',
      '\u2013',
      'below 92',
      'not met',
    ]);
    expect(reaches({ ...figure, goal: { kind: 'bound', below: 93 } })).toBe(true);
  });
});

it('counts what was not measured as not reached', () => {
  expect(reaches({ what: 'S', ours: [], limit: [], goal: { kind: 'share', atLeast: 0.1 } })).toBe(false);
  expect(reaches({ what: 'S', ours: [], goal: { kind: 'bound', below: 100 } })).toBe(false);
});
