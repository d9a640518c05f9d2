import { connect as connectSocket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from '@rekey/knex';
import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import { describe, expect, it } from 'vitest';
import { logged, logLines, settingsForTest, startRekey } from './rekey-process.ts';

const told = async (url: string) => {
  const answer = await fetch(url);
  return [answer.status, await answer.text()];
};
const OK = [200, '{"status":"ok"}'];

describe('probes of the service', () => {
  it('answers at the root, with a base path as without, and fills no log', async () => {
    const settings = { ...(await settingsForTest()), REKEY_BASE_PATH: '/studio' };
    const program = startRekey(settings, 'serve', '--without-courier');
    await logged(program, 'listening');
    const base = settings.REKEY_PUBLIC_URL;
    expect(await told(`${base}/healthz`)).toEqual(OK);
    expect(await told(`${base}/readyz`)).toEqual(OK);
    expect((await fetch(`${base}/studio/healthz`)).status).toBe(404);
    await logged(program, 'request');
    expect(logLines(program).filter(({ msg }) => msg === 'request')).toHaveLength(1);
  });

  it('says that the database is away, and no more than that, until it is back', async () => {
    const database = await postgresOfThisRun().createDatabase();
    const settings = { ...(await settingsForTest()), REKEY_DATABASE_URL: database.url };
    const program = startRekey(settings, 'serve', '--without-courier');
    await logged(program, 'listening');
    const ready = () => told(`${settings.REKEY_PUBLIC_URL}/readyz`);
    expect(await ready()).toEqual(OK);
    await database.drop();
    await expect.poll(ready, { timeout: 20_000 }).toEqual([503, '{"status":"database"}']);
    expect(await told(`${settings.REKEY_PUBLIC_URL}/healthz`)).toEqual(OK);
    expect(await logged(program, 'not ready: /readyz answers 503. Check the database: rekey doctor')).toMatchObject({
      missing: 'database',
    });
  });

  it('says that the schema is not there any more', async () => {
    const settings = await settingsForTest();
    const program = startRekey(settings, 'serve', '--without-courier');
    await logged(program, 'listening');
    const { write, close } = connect({ url: settings.REKEY_DATABASE_URL });
    await write.raw('drop table rekey_migrations');
    await close();
    expect(await told(`${settings.REKEY_PUBLIC_URL}/readyz`)).toEqual([503, '{"status":"schema"}']);
  });

  it('says while it drains that it takes no more', async () => {
    const settings = await settingsForTest();
    const program = startRekey(settings, 'serve', '--without-courier');
    await logged(program, 'listening');
    const socket = connectSocket(Number(settings.REKEY_PORT), '127.0.0.1');
    const ended = program.stop('SIGTERM', 10_000);
    await logged(program, 'stopping: requests and mails under way are finished first');
    socket.write('GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain('{"status":"draining"}');
    expect((await ended).code).toBe(0);
  });
});
