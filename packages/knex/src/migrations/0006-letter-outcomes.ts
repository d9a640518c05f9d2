import type { Migration } from './migration.ts';

/**
 * What an audit event about a letter says beside the rest: which kind it was, when it was asked for, why no mail went out.
 * And how many couriers in a row had a letter and never said what became of it; an index of what is held finds such letters
 * among all that wait.
 */
export const letterOutcomes: Migration = {
  name: '0006-letter-outcomes',
  up: ({ bigint, text }) => [
    `alter table rekey_audit add column letter_kind ${text}`,
    `alter table rekey_audit add column requested_at ${bigint}`,
    `alter table rekey_audit add column reason ${text}`,
    `alter table rekey_letters add column lapses integer not null default 0`,
    `create index rekey_letters_held on rekey_letters (lease_until, id) where state = 'pending' and lease_until is not null`,
  ],
};
