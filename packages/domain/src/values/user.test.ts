import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { revisionText } from './user.ts';

describe('revisionText', () => {
  it('tells every two states of a user apart, whatever they contain', () => {
    const state = fc.tuple(fc.string(), fc.option(fc.string()), fc.option(fc.string()));
    fc.assert(
      fc.property(state, state, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        return (revisionText(...one) === revisionText(...other)) === same;
      }),
    );
  });

  it('cannot be imitated by an e-mail that contains the separators', () => {
    expect(revisionText('1', 'a|1:b', null)).not.toBe(revisionText('1', 'a', 'b'));
    expect(revisionText('1', '-', null)).not.toBe(revisionText('1', null, '-'));
  });
});
