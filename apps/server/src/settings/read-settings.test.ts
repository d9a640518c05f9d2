import { describe, expect, it } from 'vitest';
import { catalogue, type GroupName } from './catalogue.ts';
import { readSettings, unknownSettings } from './read-settings.ts';
import { SettingsFault } from './settings-fault.ts';

const DAY_MS = 86_400_000;
const EVERYTHING = Object.keys(catalogue) as GroupName[];
const LEAST = {
  REKEY_PUBLIC_URL: 'https://id.example.com/studio/',
  REKEY_SMTP_URL: 'smtp://relay.example.com:587',
  REKEY_MAIL_FROM: 'Accounts <no-reply@example.com>',
};

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment, EVERYTHING);
    return [];
  } catch (fault) {
    if (fault instanceof SettingsFault) return fault.faults;
    throw fault;
  }
}

describe('readSettings', () => {
  it('gives every setting its documented default', () => {
    expect(readSettings(LEAST, EVERYTHING)).toEqual({
      log: { level: 'info' },
      database: {
        url: 'sqlite:./var/rekey.sqlite',
        migrate: 'auto',
        mappingPath: undefined,
        sessionsMappingPath: undefined,
        poolSize: 10,
        maxPendingLetters: 100_000,
      },
      links: {
        publicUrl: 'https://id.example.com/studio',
        resetLink: 'fragment',
        signInUrl: undefined,
        pages: 'on',
        tokenLifeMs: 1_800_000,
      },
      branding: {
        serviceName: undefined,
        support: undefined,
        operatorEmail: undefined,
        language: 'en',
        accent: undefined,
        textsPath: undefined,
        explain: 'off',
        externalUrl: undefined,
      },
      pages: { passwordFields: 1, logo: undefined },
      mail: {
        smtpUrl: 'smtp://relay.example.com:587',
        from: 'Accounts <no-reply@example.com>',
        limitPerUser: { count: 3, windowMs: 3_600_000 },
        limitMails: { count: 600, windowMs: 60_000 },
        leaseMs: 60_000,
      },
      keeping: { lettersMs: 30 * DAY_MS, tokensMs: 7 * DAY_MS, auditMs: 365 * DAY_MS },
      passwords: {
        minimum: 15,
        normalization: undefined,
        breachUrl: undefined,
        breachTimeoutMs: 2_000,
        peppers: [],
        hashConcurrency: undefined,
        hashQueue: undefined,
      },
      web: {
        host: '127.0.0.1',
        port: 3000,
        basePath: '',
        corsOrigins: [],
        answers: 'documented',
        crafterApi2: 'off',
        operatorToken: undefined,
        limitPerAddress: { count: 100, windowMs: 60_000 },
        trustedProxies: [],
        maxConnections: 10_000,
        headersTimeoutMs: 5_000,
        bodyTimeoutMs: 5_000,
        answerTimeoutMs: 10_000,
        idleTimeoutMs: 10_000,
        maxHeaderBytes: 16_384,
      },
      admin: { port: undefined, host: '127.0.0.1', token: undefined },
    });
  });

  it('reads what is written', () => {
    const { web, mail } = readSettings(
      {
        ...LEAST,
        REKEY_BASE_PATH: '/studio',
        REKEY_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
        REKEY_LIMIT_PER_ADDRESS: 'off',
        REKEY_LIMIT_PER_USER: '5/90s',
        REKEY_ANSWERS: 'private',
      },
      ['web', 'mail'],
    );
    expect(web).toMatchObject({
      basePath: '/studio',
      trustedProxies: ['10.0.0.0/8', '::1'],
      limitPerAddress: null,
      answers: 'private',
    });
    expect(mail.limitPerUser).toEqual({ count: 5, windowMs: 90_000 });
  });

  it('names every required setting that is missing, one a line', () => {
    expect(faultsOf({})).toEqual([
      expect.stringMatching(/^REKEY_PUBLIC_URL is missing: it wants /),
      expect.stringMatching(/^REKEY_SMTP_URL is missing: it wants /),
      expect.stringMatching(/^REKEY_MAIL_FROM is missing: it wants /),
    ]);
  });

  it('takes an empty variable for an unset one', () => {
    expect(faultsOf({ ...LEAST, REKEY_PORT: '', REKEY_OPERATOR_TOKEN: '' })).toEqual([]);
    expect(faultsOf({ ...LEAST, REKEY_SMTP_URL: '' })).toHaveLength(1);
  });

  it('asks only for the groups that are needed', () => {
    expect(readSettings({ REKEY_PORT: 'nonsense' }, ['database', 'log']).log.level).toBe('info');
  });

  it.each([
    ['REKEY_PUBLIC_URL', 'http://id.example.com'],
    ['REKEY_SMTP_URL', 'smtp://relay.example.com:587?tls=of'],
    ['REKEY_MAIL_FROM', 'Nobody'],
    ['REKEY_HOST', 'a host'],
    ['REKEY_PORT', '65536'],
    ['REKEY_BASE_PATH', 'studio'],
    ['REKEY_DATABASE_URL', 'mysql://localhost'],
    ['REKEY_ANSWERS', 'Private'],
    ['REKEY_TOKEN_TTL', '25h'],
    ['REKEY_PASSWORD_MIN', '7'],
    ['REKEY_PASSWORD_NORMALIZE', 'nfkc'],
    ['REKEY_OPERATOR_TOKEN', 'too short'],
    ['REKEY_LIMIT_PER_USER', '3'],
    ['REKEY_LIMIT_PER_ADDRESS', '0/1m'],
    ['REKEY_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['REKEY_SIGN_IN_URL', 'javascript:alert(1)'],
    ['REKEY_MIGRATE', 'yes'],
    ['REKEY_LOG_LEVEL', 'loud'],
    ['REKEY_MAX_PENDING_LETTERS', '0'],
    ['REKEY_DATABASE_POOL', '1'],
    ['REKEY_HASH_CONCURRENCY', '0'],
    ['REKEY_HASH_QUEUE', '-1'],
    ['REKEY_MAX_CONNECTIONS', 'many'],
    ['REKEY_ADMIN_HOST', 'a host'],
    ['REKEY_ADMIN_TOKEN', 'nineteen-characters'],
    ['REKEY_ADMIN_TRUSTED_USER_HEADER', 'X User'],
  ])('refuses a bad %s, says what it wants', (name, value) => {
    const faults = faultsOf({ ...LEAST, [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} wants `));
  });

  it('wants a token for an admin port, and for nothing else', () => {
    expect(faultsOf({ ...LEAST, REKEY_ADMIN_PORT: '9000' })).toEqual([
      expect.stringMatching(/^REKEY_ADMIN_TOKEN is missing: with REKEY_ADMIN_PORT it wants /),
    ]);
    expect(faultsOf({ ...LEAST, REKEY_ADMIN_PORT: '9000', REKEY_ADMIN_TOKEN: 'x'.repeat(20) })).toEqual([]);
    expect(faultsOf({ ...LEAST, REKEY_ADMIN_PORT: '' })).toEqual([]);
  });

  it('never echoes what a variable held', () => {
    const secret = 'Xk3-hunter2-Zq9';
    const names = EVERYTHING.flatMap((group) => Object.values(catalogue[group]).map(({ name }) => name));
    const environment = Object.fromEntries(names.map((name) => [name, `\n ${secret}`]));
    const faults = faultsOf(environment);
    expect(faults.length).toBeGreaterThan(15);
    expect(faults.join('\n')).not.toContain(secret);
  });

  it('tells all faults at once', () => {
    expect(faultsOf({ REKEY_PORT: 'x', REKEY_TOKEN_TTL: 'x', REKEY_ANSWERS: 'x' })).toHaveLength(6);
  });
});

describe('unknownSettings', () => {
  it('finds misspelt variables', () => {
    expect(unknownSettings({ REKEY_SMTP_URI: 'x', REKEY_PORT: '1', PATH: '/bin' })).toEqual(['REKEY_SMTP_URI']);
  });
});
