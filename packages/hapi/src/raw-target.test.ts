import { describe, expect, it } from 'vitest';
import { rawTarget } from './raw-target.ts';

describe('rawTarget', () => {
  it.each([
    ['/a', '/a', ''],
    ['/a?', '/a', ''],
    ['/a?b=c?d', '/a', 'b=c?d'],
    ['/a/../b/./%2D//', '/a/../b/./%2D//', ''],
    ['/a?b#c', '/a', 'b#c'],
    ['/a#b?c', '/a#b', 'c'],
    ['//evil/a', '//evil/a', ''],
    ['http://evil/a?b', '/a', 'b'],
    ['HTTPS://user@[::1]:80/a', '/a', ''],
    ['http://evil?b', '', 'b'],
    ['http://evil#/a', '#/a', ''],
    ['http:/a', 'http:/a', ''],
    ['*', '*', ''],
  ])('splits %s', (target, path, query) => {
    expect(rawTarget(target)).toEqual({ path, query });
  });
});
