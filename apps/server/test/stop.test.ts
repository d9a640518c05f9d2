import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually, type Program, silence, startScriptedSmtp } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gone, isAlive, type LogLine, logged, settingsForTest, startRekey } from './rekey-process.ts';

/** A service whose courier waits for a relay that took the whole mail and says nothing. */
async function mailUnderWay() {
  const relay = await startScriptedSmtp({ dot: silence() });
  onTestFinished(() => relay.stop());
  const settings = { ...(await settingsForTest()), REKEY_SMTP_URL: `smtp://127.0.0.1:${relay.port}?tls=off` };
  const program = startRekey(settings, 'serve');
  const courier = await logged(program, 'the courier is at work');
  await startRekey(settings, 'user', 'add', '--username', 'jane', '--email', 'jane@example.com').ended;
  await fetch(`${settings.REKEY_PUBLIC_URL}/api/1/services/api/1/user/forgot-password.json?username=jane`);
  await eventually('the mail is under way', () => relay.messages.length === 1);
  return { program, settings, courierPid: courier.pid };
}

const stopping = (program: Program) => logged(program, 'stopping: requests and mails under way are finished first');

describe('rekey serve with a mail under way', () => {
  it('ends within 10 s of SIGTERM with exit 0, and the mail is settled as doubtful', async () => {
    const { program, settings } = await mailUnderWay();
    const { code } = await program.stop('SIGTERM', 10_000);
    expect(code).toBe(0);
    const { stdout } = await startRekey(settings, 'mail', 'list', '--json').ended;
    expect(JSON.parse(stdout)).toMatchObject([
      { username: 'jane', state: 'pending', attempts: 1, lastError: expect.stringContaining('clos') },
    ]);
  });

  it('ends at once at a second signal, and takes its courier along', async () => {
    const { program, courierPid } = await mailUnderWay();
    process.kill(program.pid, 'SIGTERM');
    const { time } = await stopping(program);
    // A person's second thought: later than the echo of the first.
    await eventually('a quarter of a second has passed', () => Date.now() > Date.parse(String(time)) + 250);
    expect((await program.stop('SIGTERM', 4_000)).code).toBe(1);
    await gone(courierPid);
  });
});

describe('npx rekey serve', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('leaves nobody behind when npx ends by %s', async (signal) => {
    const settings = await settingsForTest();
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    const { PATH = '', HOME = '' } = process.env;
    const npx = spawn('npx', ['--no-install', 'rekey', 'serve'], { cwd: root, env: { PATH, HOME, ...settings } });
    let log = '';
    npx.stdout.on('data', (chunk) => {
      log += chunk;
    });
    const lines = () =>
      log
        .split('\n')
        .filter((line) => line.startsWith('{') && line.endsWith('}'))
        .map((line) => JSON.parse(line) as LogLine);
    const pidOf = (part: string) =>
      eventually(`a line of the ${part}`, () => lines().find((line) => line.part === part)?.pid, 30_000);
    const pids = [await pidOf('server'), await pidOf('courier')];
    onTestFinished(() => {
      for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    });
    await eventually('it listens', () => lines().some(({ msg }) => msg === 'listening'), 30_000);
    npx.kill(signal);
    for (const pid of pids) await gone(pid);
  });
});
