import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import mysql from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMariadb } from './mariadb-server.ts';

async function ask(url: string, sql: string): Promise<unknown> {
  const connection = await mysql.createConnection(url);
  connection.on('error', () => {});
  try {
    const [rows] = await connection.query(sql);
    return Array.isArray(rows) ? rows[0] : undefined;
  } finally {
    await connection.end();
  }
}

const homesOf = (pid: number) => readdirSync(tmpdir()).filter((name) => name.startsWith(`rekey-mariadb-${pid}-`));

describe('startMariadb', () => {
  it('runs a real MariaDB, durable unless a setting says otherwise', async () => {
    const mariadb = await startMariadb({ settings: { max_connections: 20 } });
    onTestFinished(() => mariadb.stop());
    const answer = await ask(
      mariadb.url('mysql'),
      'select version() as version, @@innodb_flush_log_at_trx_commit as flush, @@max_connections as connections',
    );
    expect(answer).toEqual({ version: expect.stringContaining('MariaDB'), flush: 1, connections: 20 });
  });

  it('gives each test a database of its own', async () => {
    const mariadb = await startMariadb();
    onTestFinished(() => mariadb.stop());
    const [first, second] = [await mariadb.createDatabase(), await mariadb.createDatabase()];
    await ask(first.url, 'create table kept as select 1 as value');
    await expect(ask(second.url, 'select value from kept')).rejects.toThrow("doesn't exist");
    await first.drop();
    await expect(ask(first.url, 'select 1')).rejects.toThrow('Unknown database');
  });

  it('keeps its data and its port through a restart and a crash', async () => {
    const mariadb = await startMariadb();
    onTestFinished(() => mariadb.stop());
    const { url } = await mariadb.createDatabase();
    await ask(url, 'create table kept as select 1 as value');
    await mariadb.restart('immediate');
    expect(await ask(url, 'select value from kept')).toEqual({ value: 1 });
    await mariadb.restart();
    expect(await ask(url, 'select value from kept')).toEqual({ value: 1 });
  });

  it('leaves neither a server nor a folder behind when it stops', async () => {
    const before = homesOf(process.pid);
    const mariadb = await startMariadb();
    const started = homesOf(process.pid).filter((name) => !before.includes(name));
    await mariadb.stop('immediate');
    const left = homesOf(process.pid);
    expect(started).toHaveLength(1);
    expect(started.filter((name) => left.includes(name))).toEqual([]);
    await expect(ask(mariadb.url('mysql'), 'select 1')).rejects.toThrow();
  });
});
