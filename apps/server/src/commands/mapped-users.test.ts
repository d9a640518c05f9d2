import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { passwordHasher } from '@rekey/crypto';
import type { NewPassword } from '@rekey/domain/values';
import { connect } from '@rekey/knex';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';

const MAPPING = {
  table: 'accounts',
  keyType: 'integer',
  columns: { key: 'id', username: 'login', email: 'mail', passwordHash: 'pw' },
};

const LEAST = { REKEY_PUBLIC_URL: 'https://id.example.com', REKEY_LOG_LEVEL: 'silent' };

async function setUp(mapping: unknown = MAPPING) {
  const folder = scratchFolder();
  const url = `sqlite:${join(folder, 'host.sqlite')}`;
  const host = connect({ url });
  await host.write.raw('create table accounts (id integer primary key, login text unique, mail text, pw text)');
  await host.write.raw("insert into accounts (login, mail) values ('jane', 'jane@example.com')");
  await host.close();
  const path = join(folder, 'mapping.json');
  writeFileSync(path, typeof mapping === 'string' ? mapping : JSON.stringify(mapping));
  const environment = { REKEY_DATABASE_URL: url, REKEY_USERS_MAPPING: path };
  return { environment, path };
}

async function setHash({ REKEY_DATABASE_URL: url }: { REKEY_DATABASE_URL: string }, hash: string): Promise<void> {
  const host = connect({ url });
  await host.write.raw("update accounts set pw = ? where login = 'jane'", [hash]);
  await host.close();
}

describe('a mapped users table', () => {
  it('is shown', async () => {
    const { environment } = await setUp();
    await rekey(environment, ['migrate']);
    const { code, out } = await rekey(environment, ['user', 'show', '--username', 'jane']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ username: 'jane', email: 'jane@example.com', password_changed_at: null });
  });

  it('has its passwords checked, and a hash that is none of ours explained', async () => {
    const { environment } = await setUp();
    await rekey(environment, ['migrate']);
    const verify = (name: string, password: string) =>
      rekey(environment, ['user', 'verify', '--username', name, '--password-stdin'], password);
    await setHash(environment, await passwordHasher().hash('what jane typed' as NewPassword));
    expect(await verify('jane', 'what jane typed')).toEqual({ code: 0, out: 'yes', err: '' });
    expect(await verify('jane', 'something else')).toEqual({ code: 1, out: 'no', err: '' });
    expect((await verify('nobody', 'x')).code).toBe(2);
    await setHash(environment, await passwordHasher({ hash: { format: 'bcrypt', cost: 4 } }).hash('x' as NewPassword));
    expect(await verify('jane', 'x')).toEqual({ code: 0, out: 'yes', err: '' });
    await setHash(environment, '$1$salt$abcdefghijklmnopqrstuv');
    expect(await verify('jane', 'x')).toMatchObject({ code: 1, out: 'no', err: expect.stringContaining('no format') });
  });

  it('has passwords hashed as they were typed, as its application does, unless told otherwise', async () => {
    const { environment } = await setUp();
    await rekey(environment, ['migrate']);
    await setHash(environment, await passwordHasher().hash('caf\u00e9' as NewPassword));
    const verify = (more: Record<string, string>) =>
      rekey({ ...environment, ...more }, ['user', 'verify', '--username', 'jane', '--password-stdin'], 'cafe\u0301');
    expect((await verify({})).code).toBe(1);
    expect((await verify({ REKEY_PASSWORD_NORMALIZE: 'nfc' })).code).toBe(0);
  });

  it.each([
    ['add', []],
    ['set', ['--enable']],
    ['remove', []],
  ])('is not touched by user %s, which says so in one line', async (command, options) => {
    const { environment } = await setUp();
    await rekey(environment, ['migrate']);
    const { code, err } = await rekey(environment, ['user', command, '--username', 'jane', ...options]);
    expect(code).toBe(1);
    expect(err).toMatch(/^REKEY_USERS_MAPPING is set: .*host application.*$/);
  });

  it.each([
    ['is no JSON', '{'],
    ['is no object', '[]'],
    ['names no columns', { table: 'accounts' }],
    ['leaves a column out', { table: 'accounts', columns: { key: 'id', username: 'login', email: 'mail' } }],
  ])('is refused when the file %s', async (_what, mapping) => {
    const { environment } = await setUp(mapping);
    const { code, err } = await rekey(environment, ['migrate']);
    expect(code).toBe(1);
    for (const line of err.split('\n')) expect(line).toMatch(/^REKEY_USERS_MAPPING/);
  });

  it('is refused at start when it does not fit the table', async () => {
    const { environment } = await setUp({ ...MAPPING, columns: { ...MAPPING.columns, email: 'no_such_column' } });
    const { code, err } = await rekey({ ...environment, ...LEAST }, ['serve', '--without-courier']);
    expect(code).toBe(1);
    expect(err).toMatch(/^.*mapping of the users table does not fit.*no_such_column.*$/);
  });

  it('brings sessions with it that end with the password, by a mapping of their own', async () => {
    const { environment, path } = await setUp();
    const sessions = `${path}-sessions`;
    const withSessions = { ...environment, REKEY_SESSIONS_MAPPING: sessions };
    for (const [mapping, fault] of [
      [{ table: 'logins', user: { column: 'who', holds: 'mail' } }, /^REKEY_SESSIONS_MAPPING: user\.holds/m],
      [{ table: 'logins', user: { column: 'who' } }, /mapping of the sessions table does not fit.*logins/],
    ] as const) {
      writeFileSync(sessions, JSON.stringify(mapping));
      const { code, err } = await rekey({ ...withSessions, ...LEAST }, ['serve', '--without-courier']);
      expect(code).toBe(1);
      expect(err).toMatch(fault);
    }
    expect((await rekey(withSessions, ['doctor'])).out).toMatch(/^WRONG {2}sessions table: .*logins/m);
  });

  it('is refused when there is no file', async () => {
    const { environment } = await setUp();
    const { code, err } = await rekey({ ...environment, REKEY_USERS_MAPPING: '/nowhere/mapping.json' }, ['migrate']);
    expect(code).toBe(1);
    expect(err).toMatch(/^REKEY_USERS_MAPPING .*ENOENT.*$/);
  });
});
