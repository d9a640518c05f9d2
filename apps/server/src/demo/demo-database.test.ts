import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@rekey/knex';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';
import { claimDemoDatabase } from './demo-database.ts';

const newUrl = () => `sqlite:${join(scratchFolder(), 'some.sqlite')}`;
const pathOf = (url: string) => url.slice('sqlite:'.length);

describe('claimDemoDatabase', () => {
  it('makes a new file its own, and knows it again once it holds data', async () => {
    const url = newUrl();
    await claimDemoDatabase(url);
    const database = openDatabase({ url });
    await database.migrate();
    await database.close();
    await expect(claimDemoDatabase(url)).resolves.toBeUndefined();
  });

  it('takes an empty file for a new one', async () => {
    const url = newUrl();
    writeFileSync(pathOf(url), '');
    await claimDemoDatabase(url);
    await expect(claimDemoDatabase(url)).resolves.toBeUndefined();
  });

  it('refuses a database that somebody else made, and does not touch it', async () => {
    const url = newUrl();
    await rekey({ REKEY_DATABASE_URL: url }, ['user', 'add', '--username', 'real']);
    const before = readFileSync(pathOf(url));
    await expect(claimDemoDatabase(url)).rejects.toThrow(/did not make .*some\.sqlite and leaves it alone/);
    expect(readFileSync(pathOf(url)).equals(before)).toBe(true);
  });

  it('refuses a file that is no database', async () => {
    const url = newUrl();
    writeFileSync(pathOf(url), 'my notes');
    await expect(claimDemoDatabase(url)).rejects.toThrow(/leaves it alone/);
    expect(readFileSync(pathOf(url), 'utf8')).toBe('my notes');
  });

  it('refuses PostgreSQL', async () => {
    await expect(claimDemoDatabase('postgres://localhost/rekey')).rejects.toThrow(/SQLite file of its own/);
  });
});

describe('rekey serve --demo', () => {
  it.each([
    ['NODE_ENV=production', { NODE_ENV: 'production' }],
    ['a host that others reach', { REKEY_HOST: '0.0.0.0' }],
    ['a host name that only looks like a loopback', { REKEY_HOST: 'localhost.example.com' }],
    ['PostgreSQL', { REKEY_DATABASE_URL: 'postgres://localhost/rekey' }],
    ['a mapped users table', { REKEY_USERS_MAPPING: '/tmp/mapping.json' }],
  ])('refuses %s in one line, before it makes anything', async (_what, extra) => {
    const path = join(scratchFolder(), 'demo.sqlite');
    const { code, out, err } = await rekey({ REKEY_DATABASE_URL: `sqlite:${path}`, ...extra }, ['serve', '--demo']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^--demo .*$/);
    expect(existsSync(path)).toBe(false);
  });
});
