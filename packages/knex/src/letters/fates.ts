import { TOO_OLD } from '@rekey/domain/values';

/** A name's next letter is looked at again so soon, while a courier holds the one before it. */
const LOOK_AGAIN_MS = 500;

export const tooOld = (letter: string) =>
  `${letter}.asked_at < clock.now - case ${letter}.kind when 'reset' then clock.reset_cap else clock.notice_cap end`;

/** What a statement about letters answers of each. */
export const LETTER = `id, kind, submitted_name, name_key, user_key, client_address, to_address, about, locale, state, fence, attempts, lapses,
      doubts, requested_at, asked_at, due_at`;

/** What becomes of the row of each letter in `changes (letter, fate, newest, new_place)`. */
export const TAKEN_IN = `
      state = case changes.fate when 'buried' then 'dead' when 'folded' then 'skipped' else state end,
      reason = case changes.fate when 'buried' then '${TOO_OLD}' when 'folded' then 'folded' else reason end,
      settled_at = case when changes.fate in ('buried', 'folded') then clock.now end,
      fence = fence + case when changes.fate in ('buried', 'folded') then 1 else 0 end,
      lease_until = case when changes.fate <> 'buried' then lease_until end,
      asked_at = case when changes.fate in ('placed', 'next', 'asked again') and changes.newest > asked_at then changes.newest else asked_at end,
      due_at = case when changes.fate = 'next' then clock.now + ${LOOK_AGAIN_MS}
        when changes.fate = 'placed' and due_at > clock.now then clock.now else due_at end,
      place = case when changes.fate = 'asked again' then place else changes.new_place end,
      network = coalesce(network, client_address)`;

/** What becomes of the row of each letter in `changes (letter, fate)`. */
export const TAKEN = `
      state = case changes.fate when 'buried' then 'dead' else state end,
      reason = case changes.fate when 'buried' then '${TOO_OLD}' end,
      attempts = attempts + case changes.fate when 'claimed' then 1 else 0 end,
      fence = fence + 1,
      lapses = case when lease_until is null then 0 else lapses + 1 end,
      lease_until = case changes.fate when 'claimed' then clock.now + clock.lease end,
      settled_at = case changes.fate when 'buried' then clock.now end,
      place = case changes.fate when 'claimed' then place end`;
