import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startPostgres } from './postgres-server.ts';

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url }).on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

const homesOf = (pid: number) => readdirSync(tmpdir()).filter((name) => name.startsWith(`rekey-postgres-${pid}-`));

describe('startPostgres', () => {
  it('runs a real PostgreSQL 18, durable unless a setting says otherwise', async () => {
    const postgres = await startPostgres({ settings: { max_connections: 20 } });
    onTestFinished(() => postgres.stop());
    const url = postgres.url('postgres');
    expect(await ask(url, 'show server_version_num')).toEqual({ server_version_num: expect.stringMatching(/^18/) });
    expect(await ask(url, 'show fsync')).toEqual({ fsync: 'on' });
    expect(await ask(url, 'show max_connections')).toEqual({ max_connections: '20' });
  });

  it('gives each test a database of its own, copied from a template if wanted', async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.stop());
    const first = await postgres.createDatabase();
    await ask(first.url, 'create table kept as select 1 as value');
    const copy = await postgres.createDatabase({ template: first.name });
    await first.drop();
    expect(await ask(copy.url, 'select value from kept')).toEqual({ value: 1 });
    await expect(ask(first.url, 'select 1')).rejects.toThrow('does not exist');
  });

  it('keeps its data and its port through a restart and a crash', async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.stop());
    const { url } = await postgres.createDatabase();
    await ask(url, 'create table kept as select 1 as value');
    await postgres.restart('immediate');
    expect(await ask(url, 'select value from kept')).toEqual({ value: 1 });
    await postgres.restart();
    expect(await ask(url, 'select value from kept')).toEqual({ value: 1 });
  });

  it('leaves neither a server nor a folder behind when it stops', async () => {
    const before = homesOf(process.pid);
    const postgres = await startPostgres();
    const started = homesOf(process.pid).filter((name) => !before.includes(name));
    await postgres.stop('immediate');
    const left = homesOf(process.pid);
    expect(started.filter((name) => left.includes(name))).toEqual([]);
    await expect(ask(postgres.url('postgres'), 'select 1')).rejects.toThrow();
  });

  it('ends with a process that is killed', async () => {
    const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
    execFileSync(process.execPath, [compiler, '-b', fileURLToPath(new URL('..', import.meta.url))]);
    const built = new URL('../dist/postgres-server.js', import.meta.url).href;
    const script = `const { startPostgres } = await import(${JSON.stringify(built)});
      console.log((await startPostgres()).url('postgres')); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(child.stdout, 'data');
    const url = String(line).trim();
    expect(await ask(url, 'select 1 as one')).toEqual({ one: 1 });
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(ask(url, 'select 1')).rejects.toThrow(), { timeout: 10_000 });
    await vi.waitFor(() => expect(homesOf(child.pid ?? 0)).toEqual([]), { timeout: 10_000 });
  });
});
