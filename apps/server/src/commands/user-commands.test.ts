import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';

const setUp = () => ({ REKEY_DATABASE_URL: `sqlite:${join(scratchFolder(), 'rekey.sqlite')}` });

const JANE = ['--username', 'jane.doe'];
const ADD_JANE = [
  'user',
  'add',
  ...JANE,
  '--email',
  'jane.doe@example.com',
  '--first-name',
  'Jane',
  '--last-name',
  'Doe',
];

describe('rekey user add', () => {
  it('adds a user to a database that did not exist yet', async () => {
    const environment = setUp();
    expect(await rekey(environment, ADD_JANE)).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse((await rekey(environment, ['user', 'show', ...JANE])).out)).toEqual({
      username: 'jane.doe',
      email: 'jane.doe@example.com',
      first_name: 'Jane',
      last_name: 'Doe',
      externally_managed: false,
      enabled: true,
      password_changed_at: null,
    });
  });

  it('leaves the migration to an operator with REKEY_MIGRATE=never', async () => {
    const { code, err } = await rekey({ ...setUp(), REKEY_MIGRATE: 'never' }, ADD_JANE);
    expect(code).toBe(1);
    expect(err).toMatch(/^[^\n]*rekey migrate[^\n]*$/);
  });

  it('refuses a name that exists, in one line', async () => {
    const environment = setUp();
    await rekey(environment, ADD_JANE);
    expect(await rekey(environment, ADD_JANE)).toEqual({
      code: 1,
      out: '',
      err: 'there is a user "jane.doe" already',
    });
  });

  it.each([
    ['a blank name', ['--username', '  ']],
    ['a name with a control character', ['--username', 'jane\u0007']],
    ['a name of 256 characters', ['--username', 'x'.repeat(256)]],
    ['an e-mail that is two', ['--username', 'x', '--email', 'a@example.com,b@example.com']],
    ['an empty password', ['--username', 'x', '--password-stdin']],
  ])('refuses %s, in one line', async (_what, options) => {
    const { code, out, err } = await rekey(setUp(), ['user', 'add', ...options]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^.+$/);
  });

  it('keeps the flags', async () => {
    const environment = setUp();
    await rekey(environment, ['user', 'add', ...JANE, '--external', '--disabled']);
    const { out } = await rekey(environment, ['user', 'show', ...JANE]);
    expect(JSON.parse(out)).toMatchObject({ externally_managed: true, enabled: false, email: null, first_name: null });
  });
});

describe('rekey user verify', () => {
  const verify = ['user', 'verify', ...JANE, '--password-stdin'];

  it('says yes with 0, no with 1, unknown with 2', async () => {
    const environment = setUp();
    await rekey(environment, [...ADD_JANE, '--password-stdin'], 'old password\n');
    expect(await rekey(environment, verify, 'old password\n')).toMatchObject({ code: 0, out: 'yes' });
    expect(await rekey(environment, verify, 'other')).toMatchObject({ code: 1, out: 'no' });
    const { code } = await rekey(environment, ['user', 'verify', '--username', 'nobody', '--password-stdin'], 'x');
    expect(code).toBe(2);
  });

  it('takes one line end off, and nothing more', async () => {
    const environment = setUp();
    await rekey(environment, [...ADD_JANE, '--password-stdin'], ' pass\n\n');
    expect((await rekey(environment, verify, ' pass\n\n')).code).toBe(0);
    expect((await rekey(environment, verify, ' pass\n')).code).toBe(1);
    expect((await rekey(environment, verify, ' pass\n\r\n')).code).toBe(0);
    expect((await rekey(environment, verify, 'pass\n\n')).code).toBe(1);
  });

  it('takes composed and decomposed spellings for one password, unless told not to', async () => {
    const environment = setUp();
    await rekey(environment, [...ADD_JANE, '--password-stdin'], 'caf\u00e9');
    expect((await rekey(environment, verify, 'cafe\u0301')).code).toBe(0);
    expect((await rekey({ ...environment, REKEY_PASSWORD_NORMALIZE: 'none' }, verify, 'cafe\u0301')).code).toBe(1);
  });

  it('says no for a user without a password', async () => {
    const environment = setUp();
    await rekey(environment, ADD_JANE);
    expect((await rekey(environment, verify, '')).code).toBe(1);
  });
});

describe('rekey user set', () => {
  it('changes what is named and nothing else', async () => {
    const environment = setUp();
    await rekey(environment, ADD_JANE);
    const set = (...options: string[]) => rekey(environment, ['user', 'set', ...JANE, ...options]);
    const show = async () => JSON.parse((await rekey(environment, ['user', 'show', ...JANE])).out);

    expect((await set('--disable', '--external')).code).toBe(0);
    expect(await show()).toMatchObject({ enabled: false, externally_managed: true, email: 'jane.doe@example.com' });
    expect((await set('--enable', '--no-external', '--email', 'jane@example.com')).code).toBe(0);
    expect(await show()).toMatchObject({ enabled: true, externally_managed: false, email: 'jane@example.com' });
    expect((await set('--locale', 'de-AT')).code).toBe(0);
    expect(await show()).toMatchObject({ locale: 'de-AT', email: 'jane@example.com' });
    expect((await set('--locale', 'tlh')).code).toBe(1);
  });

  it('refuses nothing, nonsense and contradictions', async () => {
    const environment = setUp();
    await rekey(environment, ADD_JANE);
    for (const options of [[], ['--email', 'nonsense'], ['--enable', '--disable']]) {
      const { code, err } = await rekey(environment, ['user', 'set', ...JANE, ...options]);
      expect(code).toBe(1);
      expect(err).not.toBe('');
    }
  });
});

describe('rekey user remove', () => {
  it('removes a user', async () => {
    const environment = setUp();
    await rekey(environment, ADD_JANE);
    expect((await rekey(environment, ['user', 'remove', ...JANE])).code).toBe(0);
    expect((await rekey(environment, ['user', 'show', ...JANE])).code).toBe(2);
  });
});

describe('rekey user', () => {
  it.each([
    ['show', []],
    ['set', ['--enable']],
    ['remove', []],
  ])('%s exits 2 for an unknown user, with one line', async (command, options) => {
    const environment = setUp();
    await rekey(environment, ['migrate']);
    const { code, out, err } = await rekey(environment, ['user', command, ...JANE, ...options]);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: 'there is no user "jane.doe"' });
  });

  it('matches names exactly', async () => {
    const environment = setUp();
    await rekey(environment, ADD_JANE);
    expect((await rekey(environment, ['user', 'show', '--username', 'Jane.Doe'])).code).toBe(2);
  });
});
