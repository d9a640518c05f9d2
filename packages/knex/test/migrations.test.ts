import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { rows } from '../src/connections.ts';
import { migrate, migrationsFor } from '../src/migrate.ts';
import { build, killed, startChild } from './children.ts';
import { connected, freshUrl, KINDS, opened } from './databases.ts';
import { ODD } from './host-tables/index.ts';

/** As a migration of MariaDB's must be: it may meet what an earlier try has left. */
const MAKE = 'create table if not exists half_done (id integer)';

describe.each(KINDS)('migrate on %s', (kind) => {
  beforeAll(build);
  const madeAtOnce = kind === 'MariaDB';
  const ALL = migrationsFor(true, { madeAtOnce }).map(({ name }) => name);

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
    const some = migrationsFor(true, { madeAtOnce }).slice(0, -1);
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

  it('goes on after a process that was killed in the middle of a migration', async () => {
    const url = await freshUrl(kind);
    const child = startChild('stuck-migration', url);
    expect(await child.line()).toBe('in the middle');
    await expect(opened({ url }).migrate({ waitMs: 100 })).rejects.toThrow('another process has been migrating');
    await killed(child);
    const database = opened({ url });
    expect(await database.migrate()).toEqual(kind === 'MariaDB' ? ALL.slice(1) : ALL);
    // MariaDB commits each statement that makes a table, whatever becomes of the rest.
    expect(await connected({ url }).read.schema.hasTable('half_done')).toBe(kind === 'MariaDB');
  });

  it('runs a migration that failed again next time, and leaves nothing of it where tables are made in transactions', async () => {
    const url = await freshUrl(kind);
    const connections = connected({ url });
    const broken = { name: '0001-broken', up: () => [MAKE, 'create nonsense'] };
    await expect(migrate(connections, [broken])).rejects.toThrow('nonsense');
    expect(await connections.read.schema.hasTable('half_done')).toBe(kind === 'MariaDB');
    const mended = { ...broken, up: () => [MAKE] };
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
