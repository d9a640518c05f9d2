import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, describe, expect, it } from 'vitest';
import configuration from '../.dependency-cruiser.mjs';

/** A rule that never fires protects nothing: each gets the smallest house that breaks it. */
const BREACHES: Record<string, Record<string, string>> = {
  'domain-is-pure': { 'packages/domain/src/a.ts': "import 'node:fs';" },
  'leaves-import-nothing': {
    'packages/concurrency/src/a.ts': "import '../../domain/src/b.ts';",
    'packages/domain/src/b.ts': 'export {};',
  },
  'adapters-never-meet': {
    'packages/knex/src/a.ts': "import '../../memory/src/b.ts';",
    'packages/memory/src/b.ts': 'export {};',
  },
  'pages-know-the-routes': {
    'packages/pages/src/a.ts': "import '../../mail/src/b.ts';",
    'packages/mail/src/b.ts': 'export {};',
  },
  'console-is-made-of-pages': {
    'packages/console/src/a.ts': "import '../../pages/src/index.ts';",
    'packages/pages/src/index.ts': 'export {};',
  },
  'packages-know-no-app': {
    'packages/hapi/src/a.ts': "import '../../../apps/server/src/b.ts';",
    'apps/server/src/b.ts': 'export {};',
  },
  'apps-never-meet': {
    'apps/embedding/src/a.ts': "import '../../server/src/b.ts';",
    'apps/server/src/b.ts': 'export {};',
  },
  'embedding-without-the-service': { 'apps/embedding/src/a.ts': "import 'knex';" },
  'container-in-one-file': { 'apps/server/src/a.ts': "import 'tsyringe';" },
  'sqlite-behind-one-seam': { 'packages/knex/src/a.ts': "import 'sqlite3';" },
  'inbox-is-for-demos': { 'apps/server/src/a.ts': "import 'smtp-server';" },
  'inbox-on-demand': {
    'apps/server/src/a.ts': "import './demo/inbox-server.ts';",
    'apps/server/src/demo/inbox-server.ts': 'export {};',
  },
  'laboratory-is-for-tests': {
    'apps/server/src/a.ts': "import '../../../packages/laboratory/src/b.ts';",
    'packages/laboratory/src/b.ts': 'export {};',
  },
  'no-test-runner-in-source': { 'packages/contracts/src/a.ts': "import 'vitest';" },
  'no-circles': {
    'packages/smtp/src/a.ts': "import './b.ts';",
    'packages/smtp/src/b.ts': "import './a.ts';",
  },
  'no-strangers': { 'packages/smtp/src/a.ts': "import './nowhere.ts';" },
};

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rekey-architecture-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function rulesBrokenBy(house: Record<string, string>, name: string): Promise<string[]> {
  const baseDir = join(folder, name);
  for (const [file, text] of Object.entries(house)) {
    mkdirSync(dirname(join(baseDir, file)), { recursive: true });
    writeFileSync(join(baseDir, file), text);
  }
  return rulesBroken(baseDir, Object.keys(house));
}

async function rulesBroken(baseDir: string, files: string[]): Promise<string[]> {
  const { tsConfig: _, ...options } = configuration.options ?? {};
  const { output } = await cruise(files, {
    ...options,
    baseDir,
    validate: true,
    ruleSet: { forbidden: configuration.forbidden ?? [] },
  });
  return (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
}

describe('the rules of the house', () => {
  const names = (configuration.forbidden ?? []).map((rule) => rule.name ?? '');

  it.each(names)('%s fires where it is broken', async (name) => {
    const house = BREACHES[name];
    if (house === undefined) throw new Error(`no breach proves that the rule "${name}" fires`);
    expect(await rulesBrokenBy(house, name)).toContain(name);
  });

  it('lets an adapter import the domain, and both import a leaf', async () => {
    const house = {
      'packages/knex/src/a.ts': "import '../../domain/src/b.ts';\nimport '../../concurrency/src/c.ts';",
      'packages/domain/src/b.ts': "import '../../concurrency/src/c.ts';",
      'packages/concurrency/src/c.ts': 'export {};',
    };
    expect(await rulesBrokenBy(house, 'innocent')).toEqual([]);
  });

  it.each(["import 'p-limit';", "import 'node:timers/promises';"])('lets a leaf import nothing: %s', async (line) => {
    const house = { 'packages/markup/src/a.ts': line };
    expect(await rulesBrokenBy(house, `leaf-${line.length}`)).toContain('leaves-import-nothing');
  });

  it('lets the client import nothing, not even types of the domain', async () => {
    const house = {
      'packages/client/src/a.ts': "import type { User } from '../../domain/src/b.ts';",
      'packages/domain/src/b.ts': 'export interface User {}',
    };
    expect(await rulesBrokenBy(house, 'client')).toContain('leaves-import-nothing');
  });

  it('lets the pages import how requests are read, and not how the API answers', async () => {
    const pageThatImports = (file: string) => ({
      'packages/pages/src/a.ts': `import '../../hapi/src/${file}';`,
      [`packages/hapi/src/${file}`]: 'export {};',
    });
    expect(await rulesBrokenBy(pageThatImports('requests.ts'), 'pages-requests')).toEqual([]);
    expect(await rulesBrokenBy(pageThatImports('index.ts'), 'pages-routes')).toContain('pages-know-the-routes');
  });

  it('lets the API know no page', async () => {
    const house = {
      'packages/hapi/src/a.ts': "import '../../pages/src/b.ts';",
      'packages/pages/src/b.ts': 'export {};',
    };
    expect(await rulesBrokenBy(house, 'api-of-pages')).toContain('adapters-never-meet');
  });

  it('sees the arrows between packages, not just their names', async () => {
    const { tsConfig: _, ...options } = configuration.options ?? {};
    const { output } = await cruise(['packages/contracts/src/store-under-test.ts'], options);
    const arrows = (output as ICruiseResult).modules.flatMap((module) => module.dependencies.map((to) => to.resolved));
    expect(arrows).toContain('packages/domain/src/ports.ts');
  });
});
