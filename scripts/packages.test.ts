import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, it } from 'vitest';
import { bytesOf, packAll } from './packed.ts';

const PACKED = packAll();
const LICENSE = readFileSync('LICENSE', 'utf8');
const LIBRARIES = PACKED.filter(({ name }) => name !== '@rekey/server');

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

describe('the packages', () => {
  it('are what others need, and nothing that only this repository does', () => {
    expect(PACKED.map(({ name }) => name)).toContain('@rekey/server');
    expect(PACKED.map(({ name }) => name)).not.toContain('@rekey/laboratory');
    const size = (bytes: number) => `${(bytes / 1024).toFixed(0).padStart(5)} kB`;
    const lines = PACKED.map((each) => `${each.name.padEnd(20)} ${size(each.size)} packed, ${size(each.unpackedSize)}`);
    process.stdout.write(`\n${lines.join('\n')}\n`);
  });

  it('have one version, which the changelog tells of', () => {
    const versions = new Set(PACKED.map(({ version }) => version));
    expect(versions.size).toBe(1);
    for (const version of versions) expect(readFileSync('CHANGELOG.md', 'utf8')).toContain(`## ${version}`);
  });
});

describe.each(PACKED)('$name', (packed) => {
  const { folder, files } = packed;

  it('holds its build, a README and the license, and no test', () => {
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
    expect(files.filter((file) => /^dist\/.*\.js$/.test(file)).length).toBeGreaterThan(0);
    expect(files.filter((file) => /(\.test\.|^test\/|tsbuildinfo|tsconfig)/.test(file))).toEqual([]);
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe(LICENSE);
  });

  it('depends on nothing that is not published', () => {
    const needed = Object.keys(manifestOf(folder).dependencies ?? {}).filter((name) => name.startsWith('@rekey/'));
    expect(PACKED.map(({ name }) => name)).toEqual(expect.arrayContaining(needed));
  });

  it('has no fault that publint knows', async () => {
    const { messages } = await publint({ pack: { tarball: bytesOf(packed).buffer }, strict: true });
    const manifest = manifestOf(folder);
    expect(messages.map((message) => formatMessage(message, manifest, { color: false }))).toEqual([]);
  });
});

describe.each(LIBRARIES)('the types of $name', (packed) => {
  it('resolve for every program that may import ES modules', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(bytesOf(packed)));
    const problems = 'problems' in analysis ? analysis.problems : [{ kind: 'no types' }];
    // Node 20.20 can require an ES module only behind a flag, and a bundler of old cannot read "exports": neither is promised.
    const known = ['CJSResolvesToESM', 'NoResolution'];
    const others = problems.filter(
      (each) => !known.includes(each.kind) || ('resolutionKind' in each && each.resolutionKind === 'node16-esm'),
    );
    expect(others).toEqual([]);
  });
});
