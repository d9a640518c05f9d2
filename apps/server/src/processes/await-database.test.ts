import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusal.ts';
import { awaitDatabase } from './await-database.ts';

const refused = () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });

/** Fails as often as told, then is there; what was logged and how long it rested. */
function play(faults: readonly unknown[], stop = new AbortController()) {
  const lines: { level: number; msg: string }[] = [];
  const rests: number[] = [];
  const left = [...faults];
  const outcome = awaitDatabase(
    async () => {
      if (left.length > 0) throw left.shift();
      return 'there';
    },
    {
      logger: pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) }),
      pause: async (ms) => void rests.push(ms),
      random: () => 0.999_999,
    },
    stop.signal,
  );
  return { outcome, lines, rests };
}

describe('awaitDatabase', () => {
  it('begins at once when the database is there, and says nothing', async () => {
    const { outcome, lines, rests } = play([]);
    expect(await outcome).toBe('there');
    expect([lines, rests]).toEqual([[], []]);
  });

  it('waits with longer and longer rests, and says once what to do and once that it is over', async () => {
    const { outcome, lines, rests } = play(Array.from({ length: 7 }, refused));
    expect(await outcome).toBe('there');
    expect(rests).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      [50, 'the database is away; waiting for it. Start PostgreSQL, or check host and port in REKEY_DATABASE_URL'],
      [30, 'the database is there'],
    ]);
  });

  it('does not wait where only an operator can help, and says how', async () => {
    const wrong = Object.assign(new Error('password authentication failed for user "rekey"'), { code: '28P01' });
    await expect(play([refused(), wrong]).outcome).rejects.toThrow(/REKEY_DATABASE_URL/);
  });

  it('throws whatever is no fault of the database as it is', async () => {
    const fault = new TypeError('a fault of ours');
    await expect(play([fault]).outcome).rejects.toBe(fault);
    const refusal = new Refusal('run rekey migrate');
    await expect(play([refusal]).outcome).rejects.toBe(refusal);
  });

  it('ends when it is told to stop, also in the middle of a try', async () => {
    const stop = new AbortController();
    const never = new Promise<never>(() => {});
    const logger = pino({ level: 'silent' });
    const waiting = awaitDatabase(() => never, { logger, pause: async () => {}, random: Math.random }, stop.signal);
    stop.abort();
    expect(await waiting).toBeNull();
  });
});
