import type { LetterView } from '@rekey/domain/values';
import {
  drop,
  eventually,
  inTurn,
  printFigures,
  type ScriptedSmtp,
  type SmtpScript,
  startScriptedSmtp,
} from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsForTest, startRekey } from '../rekey-process.ts';
import { openGround } from './ground.ts';
import { addUser, recoveryOn } from './recovery.ts';

interface RealRow {
  readonly trouble: string;
  readonly script: SmtpScript;
  /** Nobody listens at first. */
  readonly away?: true;
  readonly state: 'sent' | 'dead';
  readonly attempts: number;
  readonly mails: number;
}

const ONCE_BUSY: SmtpScript = { dot: inTurn('451 4.3.0 Later', '250 2.0.0 Queued') };
const ROWS: readonly RealRow[] = [
  { trouble: 'connection refused', script: {}, away: true, state: 'sent', attempts: 1, mails: 1 },
  { trouble: 'MAIL 550, then 250', script: { mail: inTurn('550 No', '250 OK') }, state: 'sent', attempts: 1, mails: 1 },
  {
    trouble: 'RCPT 450, then 250',
    script: { rcpt: inTurn('450 Later', '250 OK') },
    state: 'sent',
    attempts: 2,
    mails: 1,
  },
  { trouble: 'RCPT 550', script: { rcpt: '550 5.1.1 No such user' }, state: 'dead', attempts: 1, mails: 0 },
  {
    trouble: 'drop after the final dot, once',
    script: { dot: inTurn(drop(), '250 OK') },
    state: 'sent',
    attempts: 2,
    mails: 2,
  },
  { trouble: '451 after the dot, once', script: ONCE_BUSY, state: 'sent', attempts: 2, mails: 2 },
];

/** One `rekey courier` on a database of its own, one letter, and a relay with a fault. */
async function live(row: RealRow) {
  const relay = await startScriptedSmtp(row.script);
  if (row.away) await relay.stop();
  const ground = await openGround('sqlite');
  const database = ground.open();
  await addUser(database, 'jane');
  await recoveryOn(database).ask('jane');
  const askedAt = performance.now();
  const smtp = { REKEY_SMTP_URL: `smtp://${relay.host}:${relay.port}?tls=off` };
  startRekey({ ...(await settingsForTest()), ...smtp, REKEY_DATABASE_URL: ground.url }, 'courier');
  const letter = async () => (await database.letters.list({ limit: 1 }))[0];
  const recoveredAt = row.away ? await comeBack(relay, letter) : askedAt;
  onTestFinished(() => relay.stop());
  const ended = await eventually(
    `the letter ends: ${row.trouble}`,
    async () => {
      const now = await letter();
      return now !== undefined && now.state !== 'pending' && now;
    },
    60_000,
  );
  return { relay, ended, waitedMs: performance.now() - recoveredAt, since: row.away ? 'recovery' : 'the request' };
}

/** Once the courier has seen that nobody is there. */
async function comeBack(relay: ScriptedSmtp, letter: () => Promise<LetterView | undefined>): Promise<number> {
  await eventually('the courier has tried', async () => (await letter())?.lastError != null, 30_000);
  await relay.restart();
  return performance.now();
}

describe('a real courier', () => {
  it('ends each letter as the matrix says, at its real pace', async () => {
    const ends = await Promise.all(ROWS.map(live));
    const table = ends.map(({ relay, ended, waitedMs, since }, n) => ({
      trouble: ROWS[n]?.trouble ?? '',
      'final state': ended.state,
      attempts: ended.attempts,
      'mails that were complete': relay.messages.length,
      'ended, s': `${(waitedMs / 1_000).toFixed(1)} after ${since}`,
    }));
    printFigures('The same with a real courier process', table);
    const seen = ends.map(({ relay, ended: { state, attempts } }) => ({
      state,
      attempts,
      mails: relay.messages.length,
    }));
    expect(seen).toEqual(ROWS.map(({ state, attempts, mails }) => ({ state, attempts, mails })));
  }, 120_000);
});
