import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';
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

const DURATIONS: readonly [string, RegExp][] = [
  ['30', /; its unit is missing: write s, m or h after the number$/],
  ['30d', /; its unit is another than s, m or h$/],
  ['500ms', /; its unit is another than s, m or h$/],
  ['99h', /; it is too short or too long$/],
  ['soon', /a duration from/],
];
const RATES: readonly [string, RegExp][] = [
  ['3', /; its window is missing: write \/1h/],
  ['0/1h', /; it allows none; for no limit, write off$/],
  ['3/60', /; its unit is missing/],
  ['3/1h/2', /or off$/],
];
const AGES: readonly [string, RegExp][] = [
  ['30', /; its unit is missing: write d/],
  ['9999d', /; it is too short or too long; to keep everything, write forever$/],
  ['720h', /; its unit is another than d$/],
];
const NUMBERS: readonly [string, RegExp][] = [
  ['-1', /; it is too small or too large$/],
  ['999999999', /; it is too small or too large$/],
  ['1.5', /; it has more than digits$/],
  ['many', /; it is no number$/],
];
const WEB_URLS: readonly [string, RegExp][] = [
  ['id.example.com', /; it does not begin with https:\/\/ or http:\/\/$/],
  ['https://', /; it is no URL: look at its host and port$/],
  ['https://id.example.com:port', /; it is no URL/],
];
const PUBLIC_URLS: readonly [string, RegExp][] = [
  ...WEB_URLS,
  ['http://id.example.com', /; it begins with http:\/\/ .* write https:\/\/$/],
  ['https://id.example.com/?a=b', /; it has a query or a fragment/],
  ['https://id.example.com/#a', /; it has a query or a fragment/],
  ['https://me:secret@id.example.com', /; it has a user or a password$/],
  ['https://id.example.com/[a]', /; it has a path that is not escaped$/],
];
const ADDRESSES: readonly [string, RegExp][] = [
  ['help desk', /an e-mail address/],
  ['Desk <desk@example.com>', /; it has more than one plain address/],
  ['a@example.com, b@example.com', /; it has more than one plain address/],
];
const CHOICES = (word: string): readonly [string, RegExp][] => [
  [word.toUpperCase(), /; it has capital letters: write it in small ones$/],
  ['perhaps', / wants .*/],
];

/** Everything that can be wrong with what a variable holds: the value, and what its line must say. */
const WRONG: Readonly<Record<string, readonly [string, RegExp][]>> = {
  REKEY_LOG_LEVEL: CHOICES('warn'),
  REKEY_DATABASE_URL: [
    ['mongodb://db/app', /; it begins with none of sqlite:, postgres:\/\/ and mysql:\/\/$/],
    ['mysql://db', /; it names no database/],
    ['mysql://db/app?ssl=true', /; its options are others than ssl-mode and ssl-ca$/],
    ['mariadb://db/app?ssl-mode=preferred', /; its ssl-mode is none of/],
    ['mysql://db/app?ssl-ca=/nowhere', /; it has an ssl-ca and no ssl-mode/],
    ['/var/lib/rekey.sqlite', /; it begins with none of sqlite:, postgres:\/\/ and mysql:\/\/$/],
    ['sqlite::memory:', /; it names a database in memory: write a path$/],
    ['sqlite:', /; its path is empty$/],
    ['postgres:///app', /; it has no host; for a Unix socket write \?host=<folder>$/],
    ['postgres://db:port/app', /; it is no URL: look at its host and port$/],
    ['postgres://me:a/secret@db/app', /; its user or password has \/ as it is: write %2F$/],
    ['postgres://me:12/secret@db/app', /; its user or password has \/ as it is: write %2F$/],
    ['postgres://me:a?secret@db/app', /; its user or password has \? as it is: write %3F$/],
    ['postgres://me:a#/secret@db/app', /; its user or password has \/ and # as it is: write %2F and %23$/],
    ['postgres://me:50%secret@db/app', /; its user or password has % as it is: write %25$/],
    ['postgres://db/app?sslmod=require', /; its options for TLS are others than ssl, sslmode, /],
    ['postgres://db/app?sslmode=required', /; its sslmode is none of disable, .*verify-full/],
    [
      'postgres://db/app?sslrootcert=/nowhere/ca',
      /; its sslrootcert: that file cannot be read \(ENOENT, it is not there\)$/,
    ],
  ],
  REKEY_MIGRATE: CHOICES('never'),
  REKEY_DATABASE_POOL: [['1', /; it is too small or too large$/], ...NUMBERS],
  REKEY_MAX_PENDING_LETTERS: NUMBERS,
  REKEY_PUBLIC_URL: PUBLIC_URLS,
  REKEY_SIGN_IN_URL: WEB_URLS,
  REKEY_RESET_LINK: [
    ['https://cms.example.com/login', /; it has no \{token\}$/],
    ['https://cms.example.com/{token}?t={token}', /; it has \{token\} more than once$/],
    ['cms.example.com/login?token={token}', /; it does not begin with https/],
    ['http://cms.example.com/login?token={token}', /; it begins with http:\/\/ and everybody/],
    ['https://{token}.example.com/login', /; its \{token\} stands before the path$/],
    ['https://me:secret@cms.example.com/#{token}', /; it has a user or a password$/],
    ['https://cms.example.com/{user}/{token}', /; it has a blank, or a brace that belongs to no \{token\}$/],
  ],
  REKEY_PAGES: CHOICES('on'),
  REKEY_TOKEN_TTL: DURATIONS,
  REKEY_SMTP_URL: [
    ['relay.example.com:25', /; it begins with neither smtp:\/\/ nor smtps:\/\/$/],
    ['smtp://me:a secret@relay:25', /; it has a blank or a line end; in a password write %20/],
    ['smtp://me:a/secret@relay:25', /; its user or password has \/ as it is: write %2F$/],
    ['smtp://me:12?secret=1@relay:25', /; its user or password has \? as it is: write %3F$/],
    ['smtp://me:12#secret@relay:25', /; its user or password has # as it is: write %23$/],
    ['smtp://me:50%secret@relay:25', /; its user or password has % as it is: write %25$/],
    ['smtp://me@relay:25', /; it has a user and no password$/],
    ['smtp://:secret@relay:25', /; it has a password and no user$/],
    ['smtp://me:se%00cret@relay:25', /; its password has a control character$/],
    ['smtp://relay:0', /; it has port 0$/],
    ['smtp://relay:port', /; it is no URL: look at its host and port$/],
    ['smtp:///x', /; it has a path or a # behind the port$/],
    ['smtp://rel!ay', /; it has a host with characters that no host has$/],
    ['smtp://relay?tls=of', /; it has another option than \?tls=off$/],
    ['smtps://relay?tls=off', /; it has an option, and smtps:\/\/ takes none$/],
  ],
  REKEY_MAIL_FROM: [
    ['Accounts', /; it has no address$/],
    ['a@example.com, b@example.com', /; it has more than one address$/],
    ['Accounts <a@example.com', /; it has a < or > alone$/],
  ],
  REKEY_LIMIT_PER_USER: RATES,
  REKEY_LIMIT_MAILS: RATES,
  REKEY_LEASE: [['4s', /; it is too short or too long$/], ...DURATIONS],
  REKEY_SERVICE_NAME: [
    ['x'.repeat(65), /; it is longer$/],
    ['a\nb', /; it is blank, or has a character that turns or ends the line$/],
  ],
  REKEY_SUPPORT: [['help desk', /; it does not begin with https/], ...ADDRESSES.slice(1), ['ftp://x', /https/]],
  REKEY_OPERATOR_EMAIL: ADDRESSES,
  REKEY_LANGUAGE: CHOICES('de'),
  REKEY_ACCENT: [
    ['red', /; it is not # and six hexadecimal digits$/],
    ['#ffcc00', /; it is too light: make it darker$/],
  ],
  REKEY_EXPLAIN: CHOICES('on'),
  REKEY_EXTERNAL_URL: WEB_URLS,
  REKEY_PASSWORD_FIELDS: [['3', / wants 1 or 2$/]],
  REKEY_LOGO: [
    ['/nowhere/logo.png', /; that file cannot be read \(ENOENT, it is not there\)$/],
    ['logo.png', /; that file cannot be read \(ENOENT, it is not there\); a relative path counts from \//],
    ['/nowhere/logo.gif', /; its name ends otherwise$/],
  ],
  REKEY_KEEP_LETTERS: AGES,
  REKEY_KEEP_TOKENS: AGES,
  REKEY_KEEP_AUDIT: AGES,
  REKEY_PASSWORD_MIN: [['7', /; it is too small or too large$/], ...NUMBERS],
  REKEY_PASSWORD_NORMALIZE: CHOICES('nfc'),
  REKEY_BREACH_URL: PUBLIC_URLS,
  REKEY_BREACH_TIMEOUT: [['6s', /; it is too short or too long$/], ...DURATIONS],
  REKEY_PEPPERS: [['/nowhere/peppers', /; that file cannot be read \(ENOENT, it is not there\)$/]],
  REKEY_HASH_CONCURRENCY: [['0', /; it is too small or too large$/], ...NUMBERS],
  REKEY_HASH_QUEUE: NUMBERS,
  REKEY_HOST: [
    ['a host', /an address or a host name/],
    ['http://127.0.0.1', /; it has a scheme or a port: write the host alone$/],
    ['127.0.0.1:3000', /; it has a scheme or a port: write the host alone$/],
  ],
  REKEY_PORT: [['65536', /; it is too small or too large$/], ...NUMBERS],
  REKEY_BASE_PATH: [
    ['studio', /; it does not begin with \/$/],
    ['/studio/', /; it ends with \/$/],
    ['https://example.com/studio', /; it is a URL: write its path alone$/],
    ['/a b', /; it has more than letters, digits and/],
  ],
  REKEY_ANSWERS: CHOICES('private'),
  REKEY_CRAFTER_API2: CHOICES('on'),
  REKEY_OPERATOR_TOKEN: [
    ['two words', /; it has a blank or a character outside ASCII$/],
    ['x'.repeat(513), /; it has over 512 characters$/],
  ],
  REKEY_LIMIT_PER_ADDRESS: RATES,
  REKEY_TRUSTED_PROXIES: [
    ['proxy.example.com', /; it has a name: write the address$/],
    ['10.0.0.0/33', /; the number of bits behind a \/ is too large or is none$/],
    ['10.0.0.1 10.0.0.2', /addresses or CIDRs with commas between/],
    ['10.0.0.1,', /; it has a comma too many/],
  ],
  REKEY_CORS_ORIGINS: [
    ['*', /; it has a \*: name each origin$/],
    ['https://*.example.com', /; it has a \*: name each origin$/],
    ['app.example.com', /; it does not begin with https/],
    ['http://app.example.com', /; it begins with http:\/\//],
    ['https://app.example.com/', /; it has a path, a slash at an end, /],
    ['https://app.example.com,', /; it has a comma too many$/],
  ],
  REKEY_MAX_CONNECTIONS: NUMBERS,
  REKEY_HEADERS_TIMEOUT: DURATIONS,
  REKEY_BODY_TIMEOUT: DURATIONS,
  REKEY_ANSWER_TIMEOUT: DURATIONS,
  REKEY_IDLE_TIMEOUT: DURATIONS,
  REKEY_MAX_HEADER_BYTES: [['1000', /; it is too small or too large$/], ...NUMBERS],
  REKEY_ADMIN_PORT: [['65536', /; it is too small or too large$/], ...NUMBERS],
  REKEY_ADMIN_HOST: [['http://127.0.0.1', /; it has a scheme or a port: write the host alone$/]],
  REKEY_ADMIN_TRUSTED_USER_HEADER: [['X-User: jane', /; it has more than letters, digits and -$/]],
  REKEY_ADMIN_TOKEN: [
    ['nineteen-characters', /; it is shorter$/],
    ['twenty characters and more', /; it has a blank or a character outside ASCII$/],
    ['x'.repeat(513), /; it has over 512 characters$/],
  ],
};

/** Paths of JSON files: any text is a path, and what is wrong with the file is found when it is read. */
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
