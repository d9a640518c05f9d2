import { createHash } from 'node:crypto';
import { mariadbOfThisRun } from '@rekey/laboratory/vitest';
import mysql from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NEW_PASSWORD, openStage } from '../journey/stage.ts';
import { attachDatabase } from './attached-database.ts';

/** The public default of every Studio: the password of `admin` is `admin`. */
const ADMIN = 'vTwNOJ8GJdyrP7rrvQnpwsd2hCV1xRrJdTX2sb51i+w=|R68ms0Od3AngQMdEeKY6lA==';

/** Studio's table by the facts of its schema, of versions with a numbered key and of those before. */
const tableOf = (key: string) => `create table user (
  ${key} record_last_updated timestamp not null default current_timestamp,
  username varchar(255) not null ${key === '' ? 'primary key' : 'unique'}, password varchar(128) not null, first_name varchar(32) not null,
  last_name varchar(32) not null, externally_managed int not null default 0, timezone varchar(16), locale varchar(8),
  email varchar(255) not null, enabled int not null, deleted int not null default 0, avatar text
) character set utf8`;

/** Studio's own algorithm, apart from Rekey's: SHA-256 over salt and password, and 1,000 rounds more. */
function opens(stored: string, password: string): boolean {
  const [digest, salt = ''] = stored.split('|');
  let hash = createHash('sha256').update(Buffer.from(salt, 'base64')).update(password, 'utf8').digest();
  for (let round = 0; round < 1_000; round += 1) hash = createHash('sha256').update(hash).digest();
  return hash.toString('base64') === digest;
}

describe.each([
  ['4.x', 'id bigint not null auto_increment primary key,'],
  ['3.0, with names for keys', ''],
])('Crafter Studio %s', (_, key) => {
  it('is attached without a question, and a reset opens its accounts by its own algorithm', async () => {
    expect(opens(ADMIN, 'admin')).toBe(true);
    const database = await mariadbOfThisRun().createDatabase();
    const studio = await mysql.createConnection(database.url);
    onTestFinished(async () => {
      await studio.end();
      await database.drop();
    });
    await studio.query(tableOf(key));
    const add = (
      username: string,
      email: string,
      flags: readonly [external: number, enabled: number, deleted: number],
    ) =>
      studio.query(
        `insert into user (username, password, first_name, last_name, email, externally_managed, enabled, deleted)
         values (?, ?, 'Ada', 'Min', ?, ?, ?, ?)`,
        [username, ADMIN, email, ...flags],
      );
    await add('admin', 'admin@example.com', [0, 1, 0]);
    await add('ldap', 'ldap@example.com', [1, 1, 0]);
    await add('gone', 'gone@example.com', [0, 1, 1]);
    await add('nomail', '', [0, 1, 0]);

    const { report, settings } = await attachDatabase(database.url);
    expect(report).toMatchObject({ application: 'crafter-studio', questions: [] });
    expect(report.mapping?.['hash']).toMatchObject({ format: 'crafter' });

    const stage = await openStage('sqlite', { REKEY_DATABASE_URL: database.url, ...settings });
    onTestFinished(async () => void (await stage.close()));
    expect(await stage.opens('admin', 'admin')).toBe(true);
    expect((await stage.ask('ldap')).status).toBe(403);
    expect((await stage.ask('gone')).status).toBe(404);
    expect((await stage.ask('ADMIN')).status).toBe(404);
    expect((await stage.ask('nomail')).status).toBe(500);
    expect((await stage.ask('admin')).status).toBe(200);
    const token = await stage.tokenMailedTo('admin@example.com');
    expect((await stage.setPassword(token, NEW_PASSWORD)).status).toBe(200);

    const [rows] = await studio.query('select password from user where username = ?', ['admin']);
    const [{ password }] = rows as [{ password: string }];
    expect(opens(password, NEW_PASSWORD)).toBe(true);
    expect(opens(password, 'admin')).toBe(false);
  });
});
