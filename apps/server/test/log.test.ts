import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { eventually } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD, openStage } from './journey/stage.ts';
import { logged, logLines, settingsForTest, startRekey } from './rekey-process.ts';
import { scratchFolder } from './scripted-shell.ts';

const TOKEN = 'Zx9'.repeat(14).concat('Z');

async function serving() {
  const settings = await settingsForTest();
  const program = startRekey(settings, 'serve', '--without-courier');
  await logged(program, 'listening');
  return { program, origin: settings.REKEY_PUBLIC_URL, port: Number(settings.REKEY_PORT) };
}

/** A service whose output is a pipe that nobody reads. */
async function servingUnread() {
  const settings = await settingsForTest();
  const { PATH = '' } = process.env;
  const rekey = fileURLToPath(new URL('../bin/rekey.js', import.meta.url));
  const child = spawn(process.execPath, [rekey, 'serve', '--without-courier'], {
    env: { PATH, ...settings },
    cwd: scratchFolder(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  await eventually('it answers', () => fetch(settings.REKEY_PUBLIC_URL), 20_000);
  const stop = () => {
    child.kill('SIGTERM');
    const late = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error('still alive after 10 s')), 10_000).unref(),
    );
    return Promise.race([exited, late]);
  };
  return { child, origin: settings.REKEY_PUBLIC_URL, stop };
}

describe('the log', () => {
  it('holds no token and no address, also where a client put them into the path', async () => {
    const { program, origin } = await serving();
    for (const path of [
      `/reset-password%23${TOKEN}`,
      `/x%3Ftoken=${TOKEN}`,
      '/x/jane.doe@example.com',
      '/x/jane%40example.com',
      '/x/jane%EF%BC%A0example.com',
      '/x/jane%2540example.com/%FF',
      `/x/%FF%23${TOKEN.replaceAll('Z', '%5A')}`,
    ]) {
      await fetch(`${origin}${path}`);
    }
    await logged(program, 'request', 7);
    expect(program.stdout()).not.toContain(TOKEN);
    expect(program.stdout()).not.toMatch(/jane/);
    expect(program.stdout()).toContain('/reset-password#[secret]');
  });

  it('takes no error line from whoever sends what is not HTTP', async () => {
    const { program, origin, port } = await serving();
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    socket.end('GARBAGE\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    await fetch(`${origin}/`, { headers: { 'accept-encoding': ';;=', cookie: '=;"', range: 'x' } });
    await fetch(`${origin}/afterwards`);
    await eventually('the request afterwards is logged', () => /afterwards/.test(program.stdout()));
    expect(logLines(program).filter(({ level }) => level >= 50)).toEqual([]);
  });

  it('can be left unread: requests are answered and SIGTERM ends the service', async () => {
    // Nobody ever listens for its data, so the pipe fills up.
    const { origin, stop } = await servingUnread();
    const path = `/${'x'.repeat(190)}`;
    for (let n = 0; n < 60; n += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(`${origin}${path}`)));
      for (const answer of answers) await answer.arrayBuffer();
    }
    expect(await stop()).toEqual([0, null]);
  });

  it('can lose its reader: requests are answered and SIGTERM ends the service', async () => {
    const { child, origin, stop } = await servingUnread();
    for (const output of [child.stdout, child.stderr]) output.destroy();
    for (let n = 0; n < 20; n += 1) expect((await fetch(`${origin}/nowhere`)).status).toBe(404);
    expect(await stop()).toEqual([0, null]);
  });

  it('of a whole journey is one line of JSON a step, and none holds a token, a password, a name or an address', async () => {
    const stage = await openStage('sqlite', { REKEY_LOG_LEVEL: 'trace' });
    onTestFinished(async () => void (await stage.close()));
    const names = ['jane.doe@example.test', 'jane＠example.test', 'j\u2028a\u202en\u00ade'];
    for (const name of names) await stage.addUser(name, '--email', 'jane.doe@example.test');
    // No usable address: the one fault whose line names somebody.
    await stage.addUser('mute.jane@example.test');
    await stage.addUser('mute.jane＠example.test');
    for (const name of [...names, 'mute.jane@example.test', 'mute.jane＠example.test']) await stage.ask(name);
    for (const evil of ['a\r\nb', '\u001b[31m', '\u009b31m', '{"level":60}']) await stage.ask(evil);
    const token = await stage.tokenMailedTo('jane.doe@example.test');
    await stage.validate(token);
    await stage.request(`/reset-password%23${token}?token=${token}`);
    await stage.setPassword(token, 'short');
    await stage.setPassword(token, NEW_PASSWORD);
    await stage.setPassword(token, NEW_PASSWORD);
    const { stdout, stderr } = await stage.close();

    expect(stderr).toBe('');
    const lines = stdout.trimEnd().split(/\r\n|[\n\r\u0085\u2028\u2029]/);
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), msg: expect.any(String) });
    expect(stdout).toMatch(/^[\P{Cc}\n]*$/u);
    const digest = createHash('sha256').update(token).digest();
    const secrets = [token, Buffer.from(token).toString('hex'), Buffer.from(token).toString('base64'), NEW_PASSWORD];
    for (const secret of [...secrets, OLD_PASSWORD, digest.toString('hex'), digest.toString('base64url')]) {
      expect(stdout).not.toContain(secret);
    }
    expect(stdout).not.toMatch(/jane|\$argon2/);
  }, 60_000);
});
