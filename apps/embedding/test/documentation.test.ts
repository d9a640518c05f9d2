import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const APP = join(import.meta.dirname, '..');
const PAGE = readFileSync(join(APP, '../../docs/embedding.md'), 'utf8');

/** Indentation follows the place, in a page and in a program. */
const flush = (code: string) => code.replace(/^ +/gm, '');
const snippets = [...PAGE.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => flush(code));
const sources = ['src', 'test'].flatMap((folder) =>
  readdirSync(join(APP, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => flush(readFileSync(join(APP, folder, name), 'utf8'))),
);

describe('docs/embedding.md', () => {
  it('shows code', () => {
    expect(snippets.length).toBeGreaterThan(5);
  });

  it.each(snippets)('shows code of this program: %s', (code) => {
    expect(sources.some((source) => source.includes(code))).toBe(true);
  });

  it('names files that exist', () => {
    for (const [, name = ''] of PAGE.matchAll(/`((?:src|test)\/[^`]+)`/g)) readFileSync(join(APP, name));
  });
});
