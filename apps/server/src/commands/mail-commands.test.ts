import { type LetterId, nameKeyOf, parseSubmittedName } from '@rekey/domain/values';
import { type Database, openDatabase } from '@rekey/knex';
import { describe, expect, it } from 'vitest';
import { janesDatabase } from '../../test/janes-database.ts';
import { rekey } from '../../test/scripted-shell.ts';

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
    const { url, environment } = await janesDatabase();
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
    const { environment } = await janesDatabase();
    expect((await rekey(environment, ['mail', 'list', '--json'])).out).toBe('[]');
  });

  it('filters by state and by name, and says when it left some out', async () => {
    const { url, environment } = await janesDatabase();
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
    const { url, environment } = await janesDatabase();
    await ask(url, 'jane\u202edoe');
    const { out } = await rekey(environment, ['mail', 'list']);
    expect(out).toMatch(/^id\s+kind\s+username\s+state/);
    expect(out).toContain('jane\\u{202e}doe');
  });
});

describe('rekey mail retry', () => {
  it('makes a dead letter due again', async () => {
    const { url, environment } = await janesDatabase();
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
    const { url, environment } = await janesDatabase();
    await ask(url, 'jane.doe');
    expect((await rekey(environment, ['mail', 'retry', '--id', '1'])).code).toBe(1);
    for (const id of ['99', '0', 'x', '99999999999999999999']) {
      expect((await rekey(environment, ['mail', 'retry', '--id', id])).code).toBe(2);
    }
  });
});
