import { describe, expect, it } from 'vitest';
import { masked } from './masked.ts';

describe('masked', () => {
  it.each([
    ['550 5.1.1 <jane.doe@example.com>: unknown', '550 5.1.1 <[...]@example.com>: unknown'],
    ['connect to smtp://user:hunter2@relay:587', 'connect to smtp://user:[...]@relay:587'],
    ["values ('a', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA')", "values ('a', '[hash]')"],
    [`token ${'aB3_-'.repeat(9)}`, 'token [secret]'],
    ['user "jane@example.com" has none', 'user "[...]@example.com" has none'],
    ['user "jane＠example.com" has none', 'user "[...]@example.com" has none'],
    ['jane﹫ｅxample.com', '[...]@ｅxample.com'],
    ['müller@bücher.example', '[...]@bücher.example'],
    ['jane@пример.example', '[...]@пример.example'],
    ['at file:///srv/node_modules/@hapi/hapi.js:1', 'at file:///srv/node_modules/@hapi/hapi.js:1'],
    ['connect ECONNREFUSED 127.0.0.1:25', 'connect ECONNREFUSED 127.0.0.1:25'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it('is done with a long text at once, whatever stands in it', () => {
    // Tried again from each letter, any of these would take minutes.
    for (const piece of ['a/', 'a@', '@', '$argon2', '$2a$', 'a-', '/']) {
      expect(masked(piece.repeat(200_000)).length).toBeGreaterThan(0);
    }
  });
});
