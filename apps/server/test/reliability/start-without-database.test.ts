import { existsSync } from 'node:fs';
import { connect } from '@rekey/knex';
import { eventually, type Postgres, startHalfOpenProxy, startPostgres } from '@rekey/laboratory';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { logged, logLines, settingsForTest, startRekey } from '../rekey-process.ts';

const WAITING = 'the database is away; waiting for it. Start PostgreSQL, or check host and port in REKEY_DATABASE_URL';
const FORGOT = '/api/1/services/api/1/user/forgot-password.json?username=jane';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres({ settings: { fsync: false } });
});
afterAll(() => postgres.stop('immediate'));

/** Settings for an empty database of a server that is then taken away. */
async function settingsWithoutDatabase() {
  await postgres.start();
  const { url } = await postgres.createDatabase();
  await postgres.halt();
  return { ...(await settingsForTest()), REKEY_DATABASE_URL: url };
}

describe('rekey serve and rekey courier, started before their PostgreSQL', () => {
  it('say once what to do, refuse connections, and come up, migrated, when it does', async () => {
    const settings = await settingsWithoutDatabase();
    const server = startRekey(settings, 'serve');
    const courier = startRekey(settings, 'courier');
    await Promise.all([logged(server, WAITING), logged(courier, WAITING)]);
    await expect(fetch(`${settings.REKEY_PUBLIC_URL}${FORGOT}`)).rejects.toThrow();
    await postgres.start();
    await Promise.all([logged(server, 'listening'), logged(courier, 'the courier is at work')]);
    await logged(server, 'the courier is at work');
    expect((await fetch(`${settings.REKEY_PUBLIC_URL}${FORGOT}`)).status).toBe(200);
    await eventually('the letter is settled', async () => {
      const { stdout } = await startRekey(settings, 'mail', 'list', '--json').ended;
      return JSON.parse(stdout)[0]?.reason === 'unknown user';
    });
    for (const program of [server, courier]) {
      expect(logLines(program).filter(({ level }) => level >= 50)).toHaveLength(1);
      expect((await program.stop()).code).toBe(0);
    }
  });

  it.each(['serve', 'courier'])('%s ends with exit 0 when it is told to stop while it waits', async (command) => {
    const program = startRekey(await settingsWithoutDatabase(), command);
    await logged(program, WAITING);
    expect((await program.stop('SIGTERM', 10_000)).code).toBe(0);
  });

  it.each(['serve', 'courier'])('%s ends within 10 s although the database has gone silent', async (command) => {
    const proxy = await startHalfOpenProxy({ host: '127.0.0.1', port: postgres.port });
    onTestFinished(() => proxy.stop());
    proxy.goSilent();
    const url = proxy.before(postgres.url('postgres'));
    const program = startRekey({ ...(await settingsForTest()), REKEY_DATABASE_URL: url }, command);
    await eventually('it tries to connect', () => proxy.swallowed() > 0, 20_000);
    expect((await program.stop('SIGTERM', 10_000)).code).toBe(0);
  });
});

describe('rekey serve and rekey courier, started while another process migrates their SQLite file', () => {
  it.each(['serve', 'courier'])('%s ends within 10 s with exit 0 when it is told to stop', async (command) => {
    const settings = await settingsForTest();
    const migrating = connect({ url: settings.REKEY_DATABASE_URL });
    onTestFinished(() => migrating.close());
    const ended = await migrating.whileNobodyElseMigrates(async () => {
      const program = startRekey(settings, command);
      // The last thing it does before it waits is to look which migrations have run.
      const looked = `${settings.REKEY_DATABASE_URL.slice('sqlite:'.length)}-wal`;
      await eventually('it has looked at the database', () => existsSync(looked), 20_000);
      return program.stop('SIGTERM', 10_000);
    }, 1_000);
    expect(ended.code).toBe(0);
  });
});

describe('rekey serve and rekey courier, with settings that no waiting will mend', () => {
  beforeAll(() => postgres.start());

  it.each(['serve', 'courier'])('%s exits 1 and says so where no such database exists', async (command) => {
    const settings = { ...(await settingsForTest()), REKEY_DATABASE_URL: postgres.url('nowhere') };
    const { code, stderr } = await startRekey(settings, command).ended;
    expect([code, stderr.split('\n').length]).toEqual([1, 2]);
    expect(stderr).toMatch(/"nowhere" does not exist.*REKEY_DATABASE_URL/);
  });

  it('exits 1 and says so where the database knows no such user', async () => {
    const REKEY_DATABASE_URL = postgres.url('postgres').replace('postgres@', 'nobody:hunter2@');
    const { code, stderr } = await startRekey({ ...(await settingsForTest()), REKEY_DATABASE_URL }, 'serve').ended;
    expect([code, stderr.split('\n').length]).toEqual([1, 2]);
    expect(stderr).toMatch(/correct user and password in REKEY_DATABASE_URL/);
    expect(stderr).not.toContain('hunter2');
  });
});
