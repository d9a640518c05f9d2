import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((page) => page !== '');

describe('docs/threats.md', () => {
  const rows = [...readFileSync('docs/threats.md', 'utf8').matchAll(/`([^`]+\.ts)`: "([^"]+)"/g)];
  const named = rows.map(([, file = '', name = '']): [string, string] => [file, name]);

  it('names a test for every attack', () => {
    const sections = readFileSync('docs/threats.md', 'utf8').split(/^##+ /m);
    const tables = sections.filter((section) => /^\| Attack +\|/m.test(section)).join('');
    const attacks = tables.split('\n').filter((line) => /^\| (?!Attack|-)/.test(line));
    expect(attacks.length).toBeGreaterThan(0);
    expect(attacks.filter((row) => !/`[^`]+\.ts`: "[^"]+" *\|$/.test(row))).toEqual([]);
  });

  it.each(named)('finds in %s the test "%s"', (file, name) => {
    expect(readFileSync(file, 'utf8')).toContain(name);
  });
});

describe('every page', () => {
  const links = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)#?[^)\s]*\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => target !== '')
      .map((target): [string, string] => [page, target]),
  );

  it.each(links)('%s links to %s, which is there', (page, target) => {
    expect(existsSync(join(dirname(page), target))).toBe(true);
  });
});
