import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';
import { WRONG } from '../../test/settings/wrong-values.ts';
import { catalogue, type GroupName } from './catalogue.ts';
import { readSettings } from './read-settings.ts';
import { SettingsFault } from './settings-fault.ts';

const GROUPS = Object.keys(catalogue) as GroupName[];
const SETTINGS = GROUPS.flatMap((group) => Object.values(catalogue[group]).map(({ name }) => name));
const LEAST = {
  REKEY_PUBLIC_URL: 'https://id.example.com',
  REKEY_SMTP_URL: 'smtp://relay.example.com:587',
  REKEY_MAIL_FROM: 'Accounts <no-reply@example.com>',
  REKEY_ADMIN_TOKEN: 'x'.repeat(20),
};

function linesOf(name: string, value: string): readonly string[] {
  try {
    readSettings({ ...LEAST, [name]: value }, GROUPS);
    return [];
  } catch (fault) {
    if (fault instanceof SettingsFault) return fault.faults;
    throw fault;
  }
}

const READ_LATER = ['REKEY_USERS_MAPPING', 'REKEY_SESSIONS_MAPPING', 'REKEY_TEXTS'];

const ROWS = Object.entries(WRONG).flatMap(([name, wrong]) => wrong.map(([value, words]) => ({ name, value, words })));

describe('a setting that cannot be used', () => {
  it.each(ROWS)('$name=$value is told with $words', ({ name, value, words }) => {
    const lines = linesOf(name, value);
    expect(lines).toEqual([expect.stringMatching(words)]);
    expect(lines[0]).toMatch(new RegExp(`^${name} wants `));
    expect(lines[0]).not.toContain('secret');
  });

  it('has a row here, each of them', () => {
    expect([...Object.keys(WRONG), ...READ_LATER].sort()).toEqual([...SETTINGS].sort());
  });

  it.each(Object.entries(WRONG))('%s is told of the quotes, blanks and invisible letters around it', (name) => {
    const free = ['REKEY_SERVICE_NAME', 'REKEY_OPERATOR_TOKEN', 'REKEY_MAIL_FROM'];
    if (free.includes(name)) return expect(linesOf(name, ' ')).not.toEqual([]);
    expect(linesOf(name, '"x"')).toEqual([expect.stringMatching(/; it has quotes around it/)]);
    expect(linesOf(name, ' x\n')).toEqual([expect.stringMatching(/; it has a blank or a line end/)]);
    expect(linesOf(name, 'x\u200b')).toEqual([expect.stringMatching(/; it has a character that cannot be seen/)]);
  });

  it.each([
    ['REKEY_DATABASE_URL', 'postgres://me:p@ss:word[]^|@db.example.com/app'],
    ['REKEY_DATABASE_URL', 'postgres://db.example.com/app?user=me@corp&options=-c%20work_mem%3D1MB'],
    ['REKEY_DATABASE_URL', 'postgres:///app?host=/run/postgresql'],
    ['REKEY_DATABASE_URL', 'postgres://me:p%2Fw@/app?host=/run/postgresql'],
    ['REKEY_DATABASE_URL', 'postgres://me@%2Frun%2Fpostgresql:5433/app'],
    ['REKEY_SMTP_URL', 'smtp://me:p@ss:word@relay.example.com'],
  ])('takes %s=%s, which can be read in one way only', (name, value) => {
    expect(linesOf(name, value)).toEqual([]);
  });
});

describe('a world in which a setting cannot be used', () => {
  const jane = ['user', 'show', '--username', 'jane'];

  it.each(READ_LATER.slice(0, 2))('names %s, the file and why it cannot be read', async (name) => {
    const folder = scratchFolder();
    const environment = { REKEY_DATABASE_URL: `sqlite:${join(folder, 'x.sqlite')}` };
    await rekey(environment, ['migrate']);
    writeFileSync(join(folder, 'broken.json'), '{\n"table": secret\n}');
    mkdirSync(join(folder, 'folder'));
    for (const [path, words] of [
      ['absent.json', /ENOENT, it is not there/],
      ['folder', /EISDIR, it is a folder/],
      ['broken.json', /wants JSON; .*broken\.json is not/],
    ] as const) {
      const { code, err } = await rekey({ ...environment, [name]: join(folder, path) }, jane);
      expect([code, err]).toEqual([1, expect.stringMatching(new RegExp(`^${name} wants [^\n]*$`))]);
      expect(err).toMatch(words);
      expect(err).not.toContain('secret');
    }
  });

  it('says where the SQLite file would be, that it cannot be made there, and which setting names another', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'var'), 'a file where a folder is wanted');
    const { code, err } = await rekey({ REKEY_DATABASE_URL: `sqlite:${folder}/var/rekey.sqlite` }, ['migrate']);
    expect(code).toBe(1);
    expect(err).toMatch(/no SQLite file .*\/var\/rekey\.sqlite .*: let this user write .* REKEY_DATABASE_URL/);
    expect(err.split('\n')).toHaveLength(1);
  });

  it('names no peppers where their file is malformed, only the line', () => {
    const path = join(scratchFolder(), 'peppers');
    const secret = Buffer.alloc(32, 7).toString('base64');
    for (const [text, words] of [
      ['', /; peppers: there is none$/],
      [`2026 ${secret}\nsecret\n`, /; peppers: line 2 is not "<id> <base64>"$/],
      [`${secret} 2026`, /; peppers: an id is 1 to 8 letters, digits, - or _$/],
      ['2026 c2VjcmV0', /; peppers: the key of 2026 has fewer than 32 bytes$/],
    ] as const) {
      writeFileSync(path, text);
      const [line] = linesOf('REKEY_PEPPERS', path);
      expect(line).toMatch(words);
      expect(line).not.toContain(secret);
    }
  });

  it('says of a logo that it is too large', () => {
    const path = join(scratchFolder(), 'logo.png');
    writeFileSync(path, Buffer.alloc(102_401));
    expect(linesOf('REKEY_LOGO', path)).toEqual([expect.stringMatching(/at most 100 KB; it is larger$/)]);
  });
});
