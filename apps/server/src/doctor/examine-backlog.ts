import type { BacklogView } from '@rekey/domain/ports';
import { masked } from '../log/masked.ts';
import { type Finding, well, wrong } from './finding.ts';

const MINUTE_MS = 60_000;
// A relay that restarts is back by then, and so is a courier.
const PATIENCE_MS = 5 * MINUTE_MS;

/** Do the letters get away? Judged from the database alone, so it also shows what a look at the relay cannot: a sender it refuses. */
export function examineBacklog(
  { channelDown, overdueMs, waiting, claimsFailForMs }: BacklogView,
  nowMs: number,
): Finding {
  if (claimsFailForMs !== null) {
    return wrong(
      'mail',
      `no letters are claimed: each claim has failed ${since(claimsFailForMs, nowMs)}, and ${waiting} wait: look for locks and load in the database, and at the courier's log; where there are none it is a fault of Rekey: report it`,
    );
  }
  if (channelDown !== null && channelDown.forMs >= PATIENCE_MS) {
    const { forMs, reason } = channelDown;
    return wrong(
      'mail',
      `no mail has gone out ${since(forMs, nowMs)}: ${masked(reason)}: mend the relay or REKEY_SMTP_URL; letters wait for 4 hours`,
    );
  }
  if (overdueMs >= PATIENCE_MS) {
    return wrong(
      'mail',
      `a letter has been due ${since(overdueMs, nowMs)}, and ${waiting} wait: start a courier, or look at its log`,
    );
  }
  if (channelDown !== null)
    return well('mail', `the relay has failed ${since(channelDown.forMs, nowMs)}; letters wait`);
  return well('mail', 'letters get away');
}

function since(ms: number, nowMs: number): string {
  const long = ms < 2 * MINUTE_MS ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / MINUTE_MS)} min`;
  return `for ${long} (since ${new Date(nowMs - ms).toISOString()})`;
}
