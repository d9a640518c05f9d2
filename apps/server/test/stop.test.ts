import { eventually, type Program, silence, startScriptedSmtp } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gone, logged, settingsForTest, startRekey } from './rekey-process.ts';

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
