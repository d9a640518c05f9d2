import { describe, expect, it } from 'vitest';
import { parseOperator } from './operator.ts';

describe('parseOperator', () => {
  it.each(['a', 'help desk 2', 'jo.doe+x@example.com', 'x'.repeat(64)])('takes %j', (name) => {
    expect(parseOperator(name)).toBe(name);
  });

  it.each(['', ' ', ' a', 'a ', 'a\nb', 'a, b', 'a\u202eb', '<b>', 'x'.repeat(65), 'é'])('refuses %j', (name) => {
    expect(parseOperator(name)).toBeNull();
  });
});
