import { describe, expect, it } from 'vitest';
import { parseFlagAnswer } from './flag-answer.ts';

describe('parseFlagAnswer', () => {
  it.each([
    ['none', null],
    ['active', { column: 'active', yes: [true] }],
    ['status=active,trial', { column: 'status', yes: ['active', 'trial'] }],
    ['level=1, 2', { column: 'level', yes: [1, 2] }],
    ['provider!=local', { column: 'provider', no: ['local'] }],
    ['banned=false,null', { column: 'banned', yes: [false, null] }],
    ['deleted_at=not null', { column: 'deleted_at', yes: ['not null'] }],
    ['=x', undefined],
    ['', undefined],
  ])('reads %j', (typed, flag) => {
    expect(parseFlagAnswer(typed)).toEqual(flag);
  });
});
