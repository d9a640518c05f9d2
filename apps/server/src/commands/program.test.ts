import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@rekey/knex';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';

describe('rekey migrate', () => {
  it('makes the database, and is content when there is nothing to do', async () => {
    const environment = { REKEY_DATABASE_URL: `sqlite:${join(scratchFolder(), 'deep/down/rekey.sqlite')}` };
    expect((await rekey(environment, ['migrate'])).code).toBe(0);
    expect(await rekey(environment, ['migrate'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('up to date'),
    });
  });

  it('leaves a users table alone that it did not make, and says in one line how to map it', async () => {
    const url = `sqlite:${join(scratchFolder(), 'host.sqlite')}`;
    const host = connect({ url });
    await host.write.raw('create table users (login text)');
    const { code, err } = await rekey({ REKEY_DATABASE_URL: url }, ['migrate']);
    expect(code).toBe(1);
    expect(err).toMatch(/^rekey failed: .*table users already exists: .*REKEY_USERS_MAPPING.*$/);
    expect(await host.read('users').columnInfo()).toEqual({ login: expect.anything() });
    await host.close();
  });

  it('exits 1 with one line, and says what to do, when the database cannot be reached', async () => {
    const environment = { REKEY_DATABASE_URL: 'postgres://user:hunter2@127.0.0.1:1/rekey' };
    const { code, err } = await rekey(environment, ['migrate']);
    expect(code).toBe(1);
    expect(err).toMatch(/^.*ECONNREFUSED.*: start PostgreSQL, or check.*$/);
    expect(err).not.toContain('hunter2');
  });
});

describe('a command on a database that is not there', () => {
  it('says so in one line that names rekey migrate, and makes no file', async () => {
    const path = join(scratchFolder(), 'typo.sqlite');
    const { code, err } = await rekey({ REKEY_DATABASE_URL: `sqlite:${path}` }, ['mail', 'list']);
    expect(code).toBe(1);
    expect(err).toMatch(/^.*rekey migrate.*$/);
    expect(existsSync(path)).toBe(false);
  });
});

describe('rekey', () => {
  it('prints help with exit 0, and a mistake with exit 1', async () => {
    expect(await rekey({}, ['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Usage: rekey') });
    expect((await rekey({}, ['user', 'show'])).code).toBe(1);
    expect((await rekey({}, ['sing'])).code).toBe(1);
  });

  it('tells all faults in the settings, one a line', async () => {
    const { code, out, err } = await rekey({ REKEY_PORT: 'x' }, ['serve']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^REKEY_PUBLIC_URL /),
      expect.stringMatching(/^REKEY_PORT /),
      expect.stringMatching(/^REKEY_SMTP_URL /),
      expect.stringMatching(/^REKEY_MAIL_FROM /),
    ]);
  });
});
