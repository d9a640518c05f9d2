import type { Migration } from './migration.ts';

/** Nothing ties a token to the users table: it belongs to a key, and a host application may delete as it likes. */
export const resetTokens: Migration = {
  name: '0002-reset-tokens',
  up: ({ sequence, bigint, text }) => [
    `create table rekey_reset_tokens (
      sequence ${sequence},
      digest ${text} not null ${sequence.includes('primary key') ? 'unique' : 'primary key'},
      user_key ${text} not null,
      revision ${text} not null,
      letter_id ${bigint},
      minted_at ${bigint} not null,
      expires_at ${bigint} not null,
      ended_at ${bigint},
      ended_why ${text}
    )`,
    `create index rekey_reset_tokens_live on rekey_reset_tokens (user_key, expires_at) where ended_at is null`,
  ],
};
