import type { Migration } from './migration.ts';

/**
 * What an operator's view needs. The indexes find what is over by its age without wading through a history; posting a
 * request touches none of them. The two columns say since when a letter fails for want of a relay, and when it did last.
 */
export const upkeep: Migration = {
  name: '0005-upkeep',
  up: ({ bigint }) => [
    `alter table rekey_letters add column channel_down_since ${bigint}`,
    `alter table rekey_letters add column channel_down_at ${bigint}`,
    `create index rekey_letters_settled on rekey_letters (settled_at, id) where settled_at is not null`,
    `create index rekey_reset_tokens_expiry on rekey_reset_tokens (expires_at)`,
    `create index rekey_audit_at on rekey_audit (at)`,
  ],
};
