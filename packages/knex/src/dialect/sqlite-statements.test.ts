import knex from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepStatements, type SqliteConnection } from './sqlite-statements.ts';

// The driver, by the way that the dialect takes.
const { client } = knex({ client: 'sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true });

describe('keepStatements', () => {
  let connection: SqliteConnection;
  let prepared: string[];
  const ask = (sql: string, ...values: unknown[]) =>
    new Promise<readonly unknown[]>((resolve, reject) => {
      connection.all(sql, values, (error, rows = []) => (error === null ? resolve(rows) : reject(error)));
    });
  const close = () =>
    new Promise<void>((resolve, reject) => {
      connection.close((error) => (error === null ? resolve() : reject(error)));
    });

  beforeEach(async () => {
    connection = await client.acquireRawConnection();
    prepared = [];
    const prepare = connection.prepare.bind(connection);
    connection.prepare = (sql, done) => {
      prepared.push(sql);
      return prepare(sql, done);
    };
    keepStatements(connection);
    await ask('create table words (word text unique)');
  });
  afterEach(close);

  it('prepares a statement once, and runs it with other values each time', async () => {
    const insert = 'insert into words values (?) returning word';
    expect(await ask(insert, 'one')).toEqual([{ word: 'one' }]);
    expect(await ask(insert, 'two')).toEqual([{ word: 'two' }]);
    expect(prepared.filter((sql) => sql === insert)).toHaveLength(1);
  });

  it('throws what a statement that cannot be prepared failed of, each time', async () => {
    await expect(ask('select nonsense')).rejects.toThrow('no such column');
    await expect(ask('select nonsense')).rejects.toThrow('no such column');
  });

  it('gives up a statement that failed, and runs the same text again', async () => {
    const insert = 'insert into words values (?)';
    await ask('begin immediate');
    await ask(insert, 'one');
    await expect(ask(insert, 'one')).rejects.toThrow('UNIQUE');
    await ask(insert, 'two');
    await ask('commit');
    expect(await ask('select word from words order by word')).toEqual([{ word: 'one' }, { word: 'two' }]);
  });

  it('sees a table that was changed after the statement was prepared', async () => {
    await ask('insert into words values (?)', 'one');
    expect(await ask('select * from words')).toEqual([{ word: 'one' }]);
    await ask('alter table words add column length integer');
    expect(await ask('select * from words')).toEqual([{ word: 'one', length: null }]);
  });

  it('keeps no EXPLAIN, which would hold its connection to what was there before', async () => {
    const plan = 'explain update words set word = ?';
    expect(await ask(plan, 'one')).not.toEqual([]);
    expect(prepared).not.toContain(plan);
  });

  it('answers more different statements than it keeps', async () => {
    for (let number = 0; number < 150; number += 1) {
      expect(await ask(`select ${number} as number`)).toEqual([{ number }]);
    }
    expect(prepared.length).toBeLessThan(110);
  });
});
