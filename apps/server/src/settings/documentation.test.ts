import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';

const MANUAL = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');

describe('docs/operations.md', () => {
  const names = Object.values(catalogue).flatMap((group) => Object.values(group).map(({ name }) => name));

  it.each(names)('explains %s', (name) => {
    expect(MANUAL).toMatch(new RegExp(`^- \`${name}\`: `, 'm'));
  });

  it('explains no setting that does not exist', () => {
    const explained = [...MANUAL.matchAll(/^- `(REKEY_\w+)`:/gm)].map(([, name]) => name);
    expect(explained.filter((name) => !names.some((known) => known === name))).toEqual([]);
  });
});
