import { describe, expect, it } from 'vitest';
import { examineBacklog } from './examine-backlog.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 4, 4, 9, 30);
const reason = 'connect ECONNREFUSED 127.0.0.1:587';

const QUIET = { channelDown: null, overdueMs: 0, waiting: 0, claimsFailForMs: null };

describe('examineBacklog', () => {
  it('finds nothing wrong where letters get away', () => {
    expect(examineBacklog({ ...QUIET, channelDown: null, overdueMs: 4 * MINUTE }, NOW)).toMatchObject({ ok: true });
  });

  it('mentions a relay that has just failed, and calls it wrong after five minutes', () => {
    const at = (forMs: number) => examineBacklog({ ...QUIET, channelDown: { forMs, reason }, overdueMs: 0 }, NOW);
    expect(at(5 * MINUTE - 1).ok).toBe(true);
    expect(at(4 * MINUTE).finding).toContain('for 4 min (since 2026-05-04T09:26:00.000Z)');
    expect(at(5 * MINUTE)).toMatchObject({ ok: false, finding: expect.stringContaining(reason) });
  });

  it('calls a letter wrong that no courier took for five minutes', () => {
    expect(examineBacklog({ ...QUIET, channelDown: null, overdueMs: 5 * MINUTE }, NOW)).toMatchObject({
      ok: false,
      finding: expect.stringContaining('start a courier'),
    });
  });

  it('blames the relay and no courier where both could be meant', () => {
    const finding = examineBacklog(
      { ...QUIET, channelDown: { forMs: 6 * MINUTE, reason }, overdueMs: 9 * MINUTE },
      NOW,
    );
    expect(finding.finding).toMatch(/^no mail has gone out/);
  });

  it('says at once that claims fail, since when, and how many letters wait', () => {
    const view = { ...QUIET, claimsFailForMs: 30_000, overdueMs: 40_000, waiting: 7_500 };
    expect(examineBacklog(view, NOW)).toMatchObject({
      ok: false,
      finding: expect.stringMatching(/^no letters are claimed: .*\(since 2026-05-04T09:29:30.000Z\), and 7500 wait/),
    });
  });
});
