import type { LetterFate, LetterId, Settlement } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { plain } from '../dialect/change.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { CLAIMED_LETTERS, heldColumns, idsOf } from './still-held.ts';

/**
 * One statement for any number of letters and whatever becomes of them.
 *
 * - A hand-over may have arrived if this one or an earlier one is in doubt; without any doubt it
 *   certainly did not.
 * - A dead notice may be retried, and only to the address in force when the password was changed.
 */
const SETTLED = `
    state = case held.fate when 'released' then 'pending' else held.fate end,
    reason = held.why,
    lease_until = null,
    fence = fence + 1,
    place = case held.fate when 'released' then place end,
    settled_at = case when held.fate in ('pending', 'released') then null else clock.now end,
    sent_at = case held.fate when 'sent' then clock.now end,
    to_address = case when held.fate not in ('sent', 'skipped') then to_address end,
    handed_over_at = case when doubts > 0 or held.fate = 'sent' or held.doubt = 1 then handed_over_at end,
    doubts = doubts + held.doubt,
    attempts = attempts - held.given_back,
    due_at = case held.fate when 'pending' then clock.now + held.delay else due_at end,
    last_error = case held.fate when 'pending' then held.error else last_error end,
    channel_down_since = case when held.fate <> 'pending' then channel_down_since
      when held.no_channel = 1 then coalesce(channel_down_since, clock.now) end,
    channel_down_at = case when held.fate <> 'pending' then channel_down_at
      when held.no_channel = 1 then clock.now end`;

export async function settle(
  on: Knex,
  dialect: Dialect,
  settlements: readonly Settlement[],
): Promise<readonly LetterId[]> {
  const lists = dialect.rowsOf({
    ...heldColumns(settlements.map(({ claim }) => claim)),
    ...fateColumns(settlements.map(({ fate }) => fate)),
  });
  const settled = await dialect.change(on, {
    ...CLAIMED_LETTERS,
    given: {
      clock: { sql: 'select ? as now', values: [dialect.now(on)] },
      held: { sql: heldQuery(dialect, lists.sql), values: lists.values },
    },
    set: plain(SETTLED),
  });
  return idsOf(settled);
}

function heldQuery({ types: { integer } }: Dialect, fates: string): string {
  const numbers = ['letter', 'fenced', 'delay', 'doubt', 'given_back', 'no_channel'];
  return `select ${numbers.map((name) => `cast(${name} as ${integer}) as ${name}`).join(', ')}, fate, why, error from ${fates}`;
}

function fateColumns(fates: readonly LetterFate[]): Readonly<Record<string, readonly (string | null)[]>> {
  const flag = (yes: boolean) => (yes ? '1' : '0');
  return {
    fate: fates.map(({ state }) => state),
    why: fates.map((fate) => ('reason' in fate ? fate.reason : null)),
    error: fates.map((fate) => ('error' in fate ? fate.error : null)),
    delay: fates.map((fate) => ('delayMs' in fate ? String(fate.delayMs) : null)),
    doubt: fates.map((fate) => flag('doubt' in fate && fate.doubt)),
    given_back: fates.map((fate) => flag(fate.state === 'released' || ('blame' in fate && fate.blame !== 'letter'))),
    no_channel: fates.map((fate) => flag('blame' in fate && fate.blame === 'channel')),
  };
}
