import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { getPriority } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gone, isAlive, logged, logLines, settingsForTest, startRekey } from './rekey-process.ts';

const AT_WORK = 'the courier is at work';
const FORGOT = '/api/1/services/api/1/user/forgot-password.json';

describe('rekey serve', () => {
  it('migrates, listens, says where in one line, and answers', async () => {
    const settings = await settingsForTest();
    const program = startRekey(settings, 'serve');
    expect(await logged(program, 'listening')).toMatchObject({
      url: settings.REKEY_PUBLIC_URL,
      database: settings.REKEY_DATABASE_URL,
      answers: 'private',
    });
    const { status } = await fetch(`${settings.REKEY_PUBLIC_URL}${FORGOT}?username=jane`);
    expect(status).toBe(200);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('drains at %s, takes its courier along and exits 0', async (signal) => {
    const program = startRekey(await settingsForTest(), 'serve');
    const { pid } = await logged(program, AT_WORK);
    const { code, stderr } = await program.stop(signal, 10_000);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(isAlive(pid)).toBe(false);
  });

  it('keeps its courier out of the way of its answers', async () => {
    const program = startRekey(await settingsForTest(), 'serve');
    const { pid } = await logged(program, AT_WORK);
    expect([getPriority(pid), getPriority(program.pid)]).toEqual([19, 0]);
  });

  it('starts its courier again after kill -9', async () => {
    const program = startRekey(await settingsForTest(), 'serve');
    const { pid } = await logged(program, AT_WORK);
    process.kill(pid, 'SIGKILL');
    const second = await logged(program, AT_WORK, 2);
    expect(second.pid).not.toBe(pid);
    expect((await program.stop()).code).toBe(0);
  });

  it('leaves no courier behind when it is killed itself', async () => {
    const program = startRekey(await settingsForTest(), 'serve');
    const { pid } = await logged(program, AT_WORK);
    await program.stop('SIGKILL');
    await gone(pid);
  });

  it('answers a request that is under way when it is told to stop', async () => {
    const settings = await settingsForTest();
    const program = startRekey(settings, 'serve', '--without-courier');
    await logged(program, 'listening');
    // The request is under way, since its body is not complete.
    const socket = connect(Number(settings.REKEY_PORT), '127.0.0.1');
    const body = JSON.stringify({ token: 'x', new: 'y' });
    socket.write(
      `POST /api/1/services/api/1/user/set-password.json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n{`,
    );
    // Answered on the same event loop after our bytes were read: the order of arrival is the order of work.
    await fetch(`${settings.REKEY_PUBLIC_URL}/probe`);
    const ended = program.stop('SIGTERM', 10_000);
    await logged(program, 'stopping: requests and mails under way are finished first');
    socket.write(body.slice(1));
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
    expect((await ended).code).toBe(0);
  });

  it('exits 1 with one line when the port is taken', async () => {
    const settings = await settingsForTest();
    const other = createServer().listen(Number(settings.REKEY_PORT), '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { code, stderr } = await startRekey(settings, 'serve').ended;
    expect(code).toBe(1);
    expect(stderr).toBe(
      `cannot listen on 127.0.0.1:${settings.REKEY_PORT}: another program listens there: stop it, or set REKEY_PORT\n`,
    );
  });

  it('exits 1 and prints all faults of its settings, one a line', async () => {
    const { code, stdout, stderr } = await startRekey({ REKEY_TOKEN_TTL: '1d' }, 'serve').ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(4);
  });

  it('exits 1 and names rekey migrate when the schema is behind and REKEY_MIGRATE=never', async () => {
    const settings = { ...(await settingsForTest()), REKEY_MIGRATE: 'never' };
    const refused = await startRekey(settings, 'serve').ended;
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^.*rekey migrate.*\n$/);
    expect((await startRekey(settings, 'migrate').ended).code).toBe(0);
    const program = startRekey(settings, 'serve', '--without-courier');
    await logged(program, 'listening');
  });

  it('needs no relay without a courier', async () => {
    const { REKEY_SMTP_URL: _url, REKEY_MAIL_FROM: _from, ...settings } = await settingsForTest();
    const program = startRekey(settings, 'serve', '--without-courier');
    await logged(program, 'listening');
    expect((await program.stop()).code).toBe(0);
    expect(logLines(program).every(({ part }) => part === 'server')).toBe(true);
  });

  it('logs paths without their queries, and no name, token or address of anybody', async () => {
    const settings = await settingsForTest();
    const program = startRekey(settings, 'serve', '--without-courier');
    await logged(program, 'listening');
    await fetch(`${settings.REKEY_PUBLIC_URL}${FORGOT}?username=jane-in-the-query`);
    await fetch(`${settings.REKEY_PUBLIC_URL}/nowhere?token=secret-in-the-query`, {
      headers: { authorization: 'Bearer secret-in-a-header', cookie: 'secret=in-a-cookie' },
    });
    expect(await logged(program, 'request', 2)).toMatchObject({
      method: 'get',
      path: '/nowhere',
      res: { statusCode: 404 },
    });
    expect(program.stdout()).not.toMatch(/in-the-query|in-a-header|in-a-cookie/);
  });

  it('answers without a Server header, and in the contract’s shape where nothing is', async () => {
    const settings = await settingsForTest();
    const program = startRekey({ ...settings, REKEY_BASE_PATH: '/studio' }, 'serve', '--without-courier');
    await logged(program, 'listening');
    expect((await fetch(`${settings.REKEY_PUBLIC_URL}/studio${FORGOT}?username=x`)).status).toBe(200);
    const nowhere = await fetch(`${settings.REKEY_PUBLIC_URL}${FORGOT}?username=x`);
    expect([nowhere.status, await nowhere.json()]).toEqual([404, { message: 'Not found' }]);
    expect(nowhere.headers.get('server')).toBeNull();
  });
});

describe('rekey courier', () => {
  it('works on its own and exits 0 at SIGTERM', async () => {
    const program = startRekey(await settingsForTest(), 'courier');
    await logged(program, AT_WORK);
    expect((await program.stop()).code).toBe(0);
  });

  it('warns once while the relay is down and keeps what was asked', async () => {
    const settings = await settingsForTest();
    const server = startRekey(settings, 'serve');
    await logged(server, AT_WORK);
    expect(
      (await startRekey(settings, 'user', 'add', '--username', 'jane', '--email', 'jane@example.com').ended).code,
    ).toBe(0);
    await fetch(`${settings.REKEY_PUBLIC_URL}${FORGOT}?username=jane`);
    const line = await logged(
      server,
      'the mail relay cannot be used; letters wait and it is tried every 5 to 30 s. Check REKEY_SMTP_URL and the relay: rekey doctor',
    );
    expect(line).toMatchObject({ level: 40, part: 'courier' });
    const { stdout } = await startRekey(settings, 'mail', 'list', '--json').ended;
    expect(JSON.parse(stdout)).toMatchObject([{ username: 'jane', state: 'pending' }]);
  });
});
