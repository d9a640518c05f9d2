import type { Migration } from './migration.ts';

/**
 * What operators look for, by an index: letters by name and state, and what `doctor` asks. No
 * index has a row of a letter that has just been posted, so a request pays for none of them.
 * `attempts >= 0`, `fence >= 0` and `sequence >= 0` are always true, and `id + 0` is the id: by
 * these no index, nor the primary key, can stand in for another, as in `0001-letters`.
 */
export const lookUps: Migration = {
  name: '0010-look-ups',
  up: () => [
    `create index rekey_letters_of_name on rekey_letters (name_key, state, (id + 0))
      where state <> 'pending' and attempts >= 0`,
    `create index rekey_letters_ended on rekey_letters (state, (id + 0)) where state <> 'pending' and fence >= 0`,
    `drop index rekey_letters_dead`,
    `create index rekey_letters_sent on rekey_letters (sent_at) where sent_at is not null`,
    `create index rekey_letters_failing on rekey_letters (channel_down_at) where state = 'pending' and channel_down_at is not null`,
    `create index rekey_letters_failing_since on rekey_letters (channel_down_since)
      where state = 'pending' and channel_down_since is not null`,
    `create index rekey_reset_tokens_unspent on rekey_reset_tokens ((expires_at + 0))
      where ended_at is null and sequence >= 0`,
  ],
};
