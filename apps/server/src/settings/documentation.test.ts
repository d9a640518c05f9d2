import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { fileSettingOf, SECRETS } from './secret-files.ts';

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

describe('docs/settings.schema.json', () => {
  it('tells editors of every setting what it wants', async () => {
    const settings = Object.values(catalogue).flatMap((group) => Object.values(group));
    const described = settings.map(({ name, wants }) => [
      name,
      { type: ['string', 'number', 'boolean'], description: wants },
    ]);
    const files = SECRETS.map((name) => [
      fileSettingOf(name),
      { type: 'string', description: `a file that holds ${name}` },
    ]);
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Settings of Rekey, for --config',
      type: 'object',
      properties: { $schema: { type: 'string' }, ...Object.fromEntries([...described, ...files]) },
      additionalProperties: false,
    };
    // After a change: npx vitest run apps/server/src/settings/documentation.test.ts -u
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../../docs/settings.schema.json');
  });
});
