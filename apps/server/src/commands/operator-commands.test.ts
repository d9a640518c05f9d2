import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type LetterId, nameKeyOf, parseSubmittedName } from '@rekey/domain';
import { type Database, openDatabase } from '@rekey/knex';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';

const JANE = ['--username', 'jane.doe'];

async function setUp() {
  const url = `sqlite:${join(scratchFolder(), 'rekey.sqlite')}`;
  const environment = { REKEY_DATABASE_URL: url, REKEY_PUBLIC_URL: 'https://id.example.com/studio' };
  await rekey(environment, ['user', 'add', ...JANE, '--email', 'jane.doe@example.com']);
  return { url, environment };
}

async function withDatabase<Result>(url: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = openDatabase({ url });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function ask(url: string, ...names: readonly string[]): Promise<void> {
  await withDatabase(url, async ({ letters }) => {
    for (const name of names) {
      const submittedName = parseSubmittedName(name);
      if (submittedName === null) throw new Error('not a name');
      await letters.post({ kind: 'reset', submittedName, nameKey: nameKeyOf(name), address: '127.0.0.1' as never });
    }
  });
}

/** Lets the oldest letter die, as a courier would. */
async function bury(url: string): Promise<LetterId> {
  return withDatabase(url, async ({ letters, units }) => {
    const ageCapMs = { reset: 3_600_000, notice: 3_600_000 };
    const [claim] = (
      await letters.claim({ limit: 1, suspects: false, leaseMs: 60_000, longestDelayMs: 3_600_000, ageCapMs })
    ).claimed;
    if (claim === undefined) throw new Error('nothing to claim');
    const fate = { state: 'dead', reason: 'refused by the relay: 550' } as const;
    await units.run((unit) => unit.letters.settle([{ claim, fate }]));
    return claim.id;
  });
}

describe('rekey mail list', () => {
  it('prints letters as JSON, newest first, with exactly the documented keys', async () => {
    const { url, environment } = await setUp();
    await ask(url, 'jane.doe', 'nobody');
    const { code, out } = await rekey(environment, ['mail', 'list', '--json']);
    expect(code).toBe(0);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const waiting = { kind: 'reset', state: 'pending', reason: null, attempts: 0, sentAt: null, lastError: null };
    expect(JSON.parse(out)).toEqual([
      { id: '2', username: 'nobody', requestedAt: time, dueAt: time, ...waiting },
      { id: '1', username: 'jane.doe', requestedAt: time, dueAt: time, ...waiting },
    ]);
  });

  it('prints an empty array for no letters', async () => {
    const { environment } = await setUp();
    expect((await rekey(environment, ['mail', 'list', '--json'])).out).toBe('[]');
  });

  it('filters by state and by name, and says when it left some out', async () => {
    const { url, environment } = await setUp();
    await ask(url, 'jane.doe', 'nobody');
    const ids = async (...options: string[]) =>
      JSON.parse((await rekey(environment, ['mail', 'list', '--json', ...options])).out).map(
        ({ id }: { id: string }) => id,
      );
    expect(await ids('--username', 'jane.doe')).toEqual(['1']);
    expect(await ids('--state', 'dead')).toEqual([]);
    expect(await ids('--limit', '1')).toEqual(['2']);
    expect((await rekey(environment, ['mail', 'list', '--limit', '1'])).err).toContain('--limit');
    expect((await rekey(environment, ['mail', 'list', '--state', 'lost'])).code).toBe(1);
  });

  it('prints a table for people, in which a name cannot steer the terminal', async () => {
    const { url, environment } = await setUp();
    await ask(url, 'jane\u202edoe');
    const { out } = await rekey(environment, ['mail', 'list']);
    expect(out).toMatch(/^id\s+kind\s+username\s+state/);
    expect(out).toContain('jane\\u{202e}doe');
  });
});

describe('rekey mail retry', () => {
  it('makes a dead letter due again', async () => {
    const { url, environment } = await setUp();
    await ask(url, 'jane.doe');
    const id = await bury(url);
    expect((await rekey(environment, ['mail', 'retry', '--id', id])).code).toBe(0);
    expect(JSON.parse((await rekey(environment, ['mail', 'list', '--json'])).out)[0]).toMatchObject({
      id,
      state: 'pending',
    });
    const [newest] = JSON.parse((await rekey(environment, ['audit', '--username', 'jane.doe', '--json'])).out);
    expect(newest).toMatchObject({ kind: 'letter-retried', letterId: id });
  });

  it('exits 1 for a letter that is not dead, 2 for one that does not exist', async () => {
    const { url, environment } = await setUp();
    await ask(url, 'jane.doe');
    expect((await rekey(environment, ['mail', 'retry', '--id', '1'])).code).toBe(1);
    for (const id of ['99', '0', 'x', '99999999999999999999']) {
      expect((await rekey(environment, ['mail', 'retry', '--id', id])).code).toBe(2);
    }
  });
});

describe('rekey link', () => {
  it('prints one fresh link and nothing else', async () => {
    const { environment } = await setUp();
    const { code, out } = await rekey(environment, ['link', ...JANE]);
    expect(code).toBe(0);
    expect(out).toMatch(/^https:\/\/id\.example\.com\/studio\/reset-password#[\w-]{43}$/);
    expect((await rekey(environment, ['link', ...JANE])).out).not.toBe(out);
  });

  it('exits 1 for a disabled or external user, 2 for an unknown one', async () => {
    const { environment } = await setUp();
    await rekey(environment, ['user', 'add', '--username', 'lee', '--external']);
    await rekey(environment, ['user', 'add', '--username', 'dora', '--disabled']);
    const codes = ['lee', 'dora', 'nobody'].map(
      async (name) => (await rekey(environment, ['link', '--username', name])).code,
    );
    expect(await Promise.all(codes)).toEqual([1, 1, 2]);
  });

  it('wants the public URL, and no relay', async () => {
    const { url } = await setUp();
    const { code, err } = await rekey({ REKEY_DATABASE_URL: url }, ['link', ...JANE]);
    expect(code).toBe(1);
    expect(err).toMatch(/^REKEY_PUBLIC_URL is missing.*$/);
  });
});

describe('rekey token revoke', () => {
  it('kills the live tokens of one user, or of everybody', async () => {
    const { environment } = await setUp();
    await rekey(environment, ['link', ...JANE]);
    expect(await rekey(environment, ['token', 'revoke', ...JANE])).toMatchObject({
      code: 0,
      out: '1 live token revoked',
    });
    await rekey(environment, ['link', ...JANE]);
    await rekey(environment, ['link', ...JANE]);
    expect(await rekey(environment, ['token', 'revoke', '--all'])).toMatchObject({
      code: 0,
      out: '2 live tokens revoked',
    });
  });

  it('exits 2 for an unknown user, and 1 when it is not told whose', async () => {
    const { environment } = await setUp();
    expect((await rekey(environment, ['token', 'revoke', '--username', 'nobody'])).code).toBe(2);
    expect((await rekey(environment, ['token', 'revoke'])).code).toBe(1);
    expect((await rekey(environment, ['token', 'revoke', '--all', ...JANE])).code).toBe(1);
  });
});

describe('rekey migrate', () => {
  it('makes the database, and is content when there is nothing to do', async () => {
    const environment = { REKEY_DATABASE_URL: `sqlite:${join(scratchFolder(), 'deep/down/rekey.sqlite')}` };
    expect((await rekey(environment, ['migrate'])).code).toBe(0);
    expect(await rekey(environment, ['migrate'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('up to date'),
    });
  });

  it('exits 1 with one line when the database cannot be reached', async () => {
    const environment = { REKEY_DATABASE_URL: 'postgres://user:hunter2@127.0.0.1:1/rekey' };
    const { code, err } = await rekey(environment, ['migrate']);
    expect(code).toBe(1);
    expect(err).toMatch(/^.*ECONNREFUSED.*$/);
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
