import type { Migration } from './migration.ts';

/**
 * What operators look for, by an index: letters by name and state, and what `doctor` asks. No
 * index has a row of a letter that has just been posted, so a request pays for none of them.
 */
export const lookUps: Migration = {
  name: '0010-look-ups',
  up: () => [
    `create index rekey_letters_of_name on rekey_letters (name_key, state, id) where state <> 'pending'`,
    `create index rekey_letters_ended on rekey_letters (state, id) where state <> 'pending'`,
    `drop index rekey_letters_dead`,
    `create index rekey_letters_sent on rekey_letters (sent_at) where sent_at is not null`,
    `create index rekey_letters_failing on rekey_letters (channel_down_at) where state = 'pending' and channel_down_at is not null`,
    `create index rekey_letters_failing_since on rekey_letters (channel_down_since)
      where state = 'pending' and channel_down_since is not null`,
  ],
};
