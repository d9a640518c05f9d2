import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { rows } from '../src/connections.ts';
import { migrate, migrationsFor } from '../src/migrate.ts';
import { build, killed, startChild } from './children.ts';
import { connected, freshUrl, KINDS, opened } from './databases.ts';
import { ODD } from './host-table.ts';

const ALL = migrationsFor(true).map(({ name }) => name);

describe.each(KINDS)('migrate on %s', (kind) => {
  beforeAll(build);

  it('runs what has not run yet, names it, and does nothing the second time', async () => {
    const database = opened({ url: await freshUrl(kind) });
    expect(await database.migrationStatus()).toEqual({ applied: [], pending: ALL });
    expect(await database.migrate()).toEqual(ALL);
    expect(await database.migrate()).toEqual([]);
    expect(await database.migrationStatus()).toEqual({ applied: ALL, pending: [] });
  });

  it('says by one statement whether anything is left to run', async () => {
    const url = await freshUrl(kind);
    const database = opened({ url });
    expect(await database.isMigrated()).toBe(false);
    const some = migrationsFor(true).slice(0, -1);
    await migrate(connected({ url }), some);
    expect(await database.isMigrated()).toBe(false);
    await database.migrate();
    expect(await database.isMigrated()).toBe(true);
  });

  it('makes no users table where the host application has one', async () => {
    const url = await freshUrl(kind);
    if (ODD.mapping === undefined) throw new Error('the odd table is mapped');
    const database = opened({ url, mapping: ODD.mapping });
    expect(await database.migrate()).toEqual(ALL.filter((name) => !name.includes('users')));
    expect(await connected({ url }).read.schema.hasTable('users')).toBe(false);
  });

  it('lets three processes that start at once all succeed, and runs each migration once', async () => {
    const url = await freshUrl(kind);
    const children = [1, 2, 3].map(() => startChild('ask', url));
    await Promise.all(children.map((child) => child.line()));
    for (const child of children) child.say('{"deed":"migrate"}');
    const ran = await Promise.all(children.map(async (child) => JSON.parse(await child.line())));
    expect(ran.flat()).toEqual(ALL);
    expect(await opened({ url }).migrationStatus()).toEqual({ applied: ALL, pending: [] });
    for (const child of children) child.process.stdin?.end();
    await Promise.all(children.map((child) => once(child.process, 'exit')));
  });

  it('goes on after a process that was killed in the middle of a migration, and keeps nothing of its half', async () => {
    const url = await freshUrl(kind);
    const child = startChild('stuck-migration', url);
    expect(await child.line()).toBe('in the middle');
    await expect(opened({ url }).migrate({ waitMs: 100 })).rejects.toThrow('another process has been migrating');
    await killed(child);
    const database = opened({ url });
    expect(await database.migrate()).toEqual(ALL);
    expect(await connected({ url }).read.schema.hasTable('half_done')).toBe(false);
  });

  it('leaves nothing of a migration that fails, and runs it again next time', async () => {
    const url = await freshUrl(kind);
    const connections = connected({ url });
    const broken = { name: '0001-broken', up: () => ['create table half_done (id integer)', 'create nonsense'] };
    await expect(migrate(connections, [broken])).rejects.toThrow('nonsense');
    expect(await connections.read.schema.hasTable('half_done')).toBe(false);
    const mended = { ...broken, up: () => ['create table half_done (id integer)'] };
    expect(await migrate(connections, [mended])).toEqual(['0001-broken']);
    expect(await rows(connections.read, 'select * from half_done')).toEqual([]);
  });
});

describe('migrate on PostgreSQL', () => {
  it('refuses a database that cannot keep every name', async () => {
    const server = postgresOfThisRun();
    const { write } = connected({ url: server.url('postgres') });
    const name = `latin_${randomUUID().replaceAll('-', '')}`;
    await write.raw(`create database ${name} encoding 'LATIN1' locale 'C' template template0`);
    onTestFinished(() => write.raw(`drop database ${name} with (force)`).then(() => {}));
    await expect(opened({ url: server.url(name) }).migrate()).rejects.toThrow('LATIN1');
  });
});
