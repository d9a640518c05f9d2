import type { Migration } from './migration.ts';

/** What an audit event about a letter says beside the rest: which kind it was, when it was asked for, why no mail went out. */
export const letterOutcomes: Migration = {
  name: '0006-letter-outcomes',
  up: ({ bigint, text }) => [
    `alter table rekey_audit add column letter_kind ${text}`,
    `alter table rekey_audit add column requested_at ${bigint}`,
    `alter table rekey_audit add column reason ${text}`,
  ],
};
