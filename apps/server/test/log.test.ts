import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { eventually } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { logged, logLines, settingsForTest, startRekey } from './rekey-process.ts';
import { scratchFolder } from './scripted-shell.ts';

const TOKEN = 'Zx9'.repeat(14).concat('Z');

async function serving() {
  const settings = await settingsForTest();
  const program = startRekey(settings, 'serve', '--without-courier');
  await logged(program, 'listening');
  return { program, origin: settings.REKEY_PUBLIC_URL, port: Number(settings.REKEY_PORT) };
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
    const settings = await settingsForTest();
    const { PATH = '' } = process.env;
    const rekey = fileURLToPath(new URL('../bin/rekey.js', import.meta.url));
    const child = spawn(process.execPath, [rekey, 'serve', '--without-courier'], {
      env: { PATH, ...settings },
      cwd: scratchFolder(),
      // Nobody ever listens for its data, so the pipe fills up.
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const exited = once(child, 'exit');
    const path = `/${'x'.repeat(190)}`;
    await eventually('it answers', () => fetch(`${settings.REKEY_PUBLIC_URL}${path}`), 20_000);
    for (let n = 0; n < 60; n += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(`${settings.REKEY_PUBLIC_URL}${path}`)));
      for (const answer of answers) await answer.arrayBuffer();
    }
    child.kill('SIGTERM');
    const late = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error('still alive after 10 s')), 10_000).unref(),
    );
    expect(await Promise.race([exited, late])).toEqual([0, null]);
  });
});
