import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const filesLike = (pattern: string) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', pattern], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '' && existsSync(file));

const pages = filesLike('*.md');
const tests = filesLike('*.test.ts');

describe('docs/threats', () => {
  const chapters = filesLike('docs/threats/*.md').map((file) => readFileSync(file, 'utf8'));
  const attacks = chapters.flatMap((chapter) => chapter.split(/^## /m).slice(1));
  const rows = chapters.flatMap((chapter) => [...chapter.matchAll(/`([^`]+\.ts)`: "([^"]+)"/g)]);
  const named = rows.map(([, file = '', name = '']): [string, string] => [file, name]);

  it('names a test for every attack', () => {
    expect(attacks.length).toBeGreaterThan(0);
    expect(attacks.filter((attack) => !/^Test: `[^`]+\.ts`: "[^"]+"$/m.test(attack))).toEqual([]);
  });

  it.each(named)('finds in %s the test "%s"', (file, name) => {
    expect(readFileSync(file, 'utf8')).toContain(name);
  });
});

const read = (page: string) => readFileSync(page, 'utf8');
const found = (pattern: RegExp) =>
  pages.flatMap((page) =>
    [...read(page).matchAll(pattern)].map(([, ...parts]) => [page, ...parts.map((part = '') => part)]),
  );

/** The name that a heading has in a link. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .trim()
    .replaceAll(' ', '-');

describe('every page', () => {
  const links = found(/\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]+)?\)/g);
  const commands = found(/npx vitest run ([^`#\n]+)/g);
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts);

  it.each(links)('%s links to %s%s, which is there', (page = '', file = '', anchor = '') => {
    const target = file === '' ? page : join(dirname(page), file);
    expect(existsSync(target)).toBe(true);
    if (anchor === '') return;
    const headings = [...read(target).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => `#${anchorOf(heading)}`);
    expect(headings).toContain(anchor);
  });

  it.each(found(/`((?:packages|apps|docs|scripts)\/[\w./-]+)`/g))('%s names %s, which is there', (_, path = '') => {
    expect(existsSync(path)).toBe(true);
  });

  it.each(commands)('%s runs tests that are there: npx vitest run %s', (_, words = '') => {
    const [, paths = '', name = ''] = /^(.*?)(?: -t "(.*)")?$/.exec(words.trim()) ?? [];
    for (const path of paths.split(' ')) {
      const chosen = tests.filter((test) => test.startsWith(path) && read(test).includes(name));
      expect([path, chosen.length > 0]).toEqual([path, true]);
    }
  });

  it.each(found(/npm run ([\w:]+)\b(?! -w)/g))('%s runs a script that is there: %s', (_, script = '') => {
    expect(scripts).toContain(script);
  });
});

describe('packages/contracts/README.md', () => {
  const contracts = read('packages/contracts/src/index.ts').match(/\b\w+Contract\b/g) ?? [];

  it.each(contracts.filter((name) => name !== 'RunContract'))('names %s', (name) => {
    expect(read('packages/contracts/README.md')).toContain(`\`${name}\``);
  });
});

describe('docs/glossary.md', () => {
  const words = [...read('docs/glossary.md').matchAll(/^\| ([a-z][a-z -]*?) +\|/gm)].map(([, word = '']) => word);
  const source = filesLike('packages/*/src/**/*.ts')
    .map((file) => read(file))
    .join('\n')
    .toLowerCase();

  it.each(words)('explains a word that the source uses: %s', (word) => {
    expect(source).toMatch(new RegExp(`${word.replaceAll(/[ -]/g, '[ -]?')}`));
  });
});
