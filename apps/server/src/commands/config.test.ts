import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';
import type { EffectiveSetting } from '../settings/effective-settings.ts';

/** A file that is gone when the test is over. */
function file(content: string, name = 'rekey.json'): string {
  const path = join(scratchFolder(), name);
  writeFileSync(path, content);
  return path;
}

async function effective(environment: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { code, out, err } = await rekey(environment, [...args, 'config', '--json']);
  expect([code, err]).toEqual([0, '']);
  const settings = JSON.parse(out) as EffectiveSetting[];
  return { out, of: (name: string) => settings.find((each) => each.name === name) };
}

describe('rekey config', () => {
  it('tells of every setting what it is and where it comes from', async () => {
    const path = file(
      JSON.stringify({
        $schema: 'settings.schema.json',
        REKEY_PORT: 8080,
        REKEY_ANSWERS: 'private',
        REKEY_LIMIT_PER_USER: '5/1h',
      }),
    );
    const { of } = await effective({ REKEY_PORT: '9090' }, '--config', path);
    expect(of('REKEY_PORT')).toEqual({ name: 'REKEY_PORT', value: '9090', source: 'environment' });
    expect(of('REKEY_ANSWERS')).toEqual({ name: 'REKEY_ANSWERS', value: 'private', source: 'config file' });
    expect(of('REKEY_HOST')).toEqual({ name: 'REKEY_HOST', value: '127.0.0.1', source: 'default' });
    expect(of('REKEY_PUBLIC_URL')).toEqual({ name: 'REKEY_PUBLIC_URL', value: null, source: 'default' });
  });

  it('shows no secret, however it is written', async () => {
    const secrets = {
      REKEY_DATABASE_URL: 'postgres://rekey:hunter2@db.example.com/app?password=hunter2',
      REKEY_SMTP_URL: 'smtp://mail:hun@ter2@relay.example.com:587',
      REKEY_OPERATOR_TOKEN: 'hunter2hunter2hunter2',
      REKEY_ADMIN_TOKEN_FILE: file('hunter2hunter2hunter2\n', 'token'),
    };
    const { out, of } = await effective(secrets);
    expect(out).not.toMatch(/hunter2|ter2/);
    expect(of('REKEY_DATABASE_URL')?.value).toBe('postgres://rekey:***@db.example.com/app?password=***');
    expect(of('REKEY_SMTP_URL')?.value).toBe('smtp://mail:***@relay.example.com:587');
    expect(of('REKEY_ADMIN_TOKEN')).toMatchObject({ source: 'secret file' });
  });

  it('prints a table for people', async () => {
    const { out } = await rekey({}, ['config']);
    expect(out).toMatch(/^name +value +source$/m);
    expect(out).toMatch(/^REKEY_PORT +3000 +default$/m);
  });
});

describe('--config FILE', () => {
  it('stands before or behind the command, with a blank or an equals sign', async () => {
    const path = file('{"REKEY_PORT": "8080"}');
    for (const args of [
      ['--config', path, 'config'],
      ['config', '--config', path],
      ['config', `--config=${path}`],
    ]) {
      expect((await rekey({}, args)).out).toMatch(/^REKEY_PORT +8080 +config file$/m);
    }
  });

  it.each([
    ['{"REKEY_PROT": 1}', /REKEY_PROT is not a setting of Rekey; do you mean REKEY_PORT\?/],
    ['{"rekey_port": 1}', /rekey_port is not a setting of Rekey; do you mean REKEY_PORT\?/],
    ['{"REKEY_PORT": [1]}', /REKEY_PORT wants a text, a number, true or false/],
    ['[]', /--config wants a JSON object/],
    ['{', /--config wants JSON/],
  ])('is refused whole where it holds %s', async (content, words) => {
    const { code, err } = await rekey({}, ['config', '--config', file(content)]);
    expect(code).toBe(1);
    expect(err).toMatch(words);
  });

  it('names a file that is not there, and its own missing value', async () => {
    expect((await rekey({}, ['config', '--config', '/nowhere/rekey.json'])).err).toMatch(
      /--config wants a file that can be read, and names \/nowhere\/rekey\.json: .*ENOENT/,
    );
    expect((await rekey({}, ['config', '--config'])).err).toMatch(/--config wants the path of a JSON file/);
  });
});

describe('a secret in a file', () => {
  const doctor = async (environment: Readonly<Record<string, string>>) =>
    (await rekey({ REKEY_PUBLIC_URL: 'https://id.example.com', ...environment }, ['migrate'])).err;

  it('is read without its last line end', async () => {
    const url = `sqlite:${join(scratchFolder(), 'rekey.sqlite')}`;
    const { code, err } = await rekey({ REKEY_DATABASE_URL_FILE: file(`${url}\n`, 'url') }, ['migrate']);
    expect([code, err]).toEqual([0, '']);
  });

  it.each([
    [
      { REKEY_DATABASE_URL: 'sqlite:./x.sqlite', REKEY_DATABASE_URL_FILE: '/run/x' },
      /are both set: leave one of them out/,
    ],
    [{ REKEY_DATABASE_URL_FILE: '/run/secrets/none' }, /^REKEY_DATABASE_URL_FILE wants a file .*ENOENT/],
  ])('is refused by the name of its setting: %j', async (environment, words) => {
    expect(await doctor(environment)).toMatch(words);
  });

  it('is refused where the file is empty', async () => {
    expect(await doctor({ REKEY_DATABASE_URL_FILE: file('\n', 'url') })).toMatch(/_FILE names .*, which is empty$/);
  });
});
