import type { Migration } from './migration.ts';

/**
 * Where MariaDB begins: what the migrations up to `0012-audit-operator` make elsewhere, since no
 * release kept anything there before. A table and its indexes are one statement, and each may be
 * run again: MariaDB commits after every one of them, whatever becomes of the rest.
 *
 * An index has no condition here. `waiting_name` stands for one: it is null but for what waits.
 */
export const mariadbBaseline: Migration = {
  name: '0012-mariadb',
  up: (types) => [lettersTable, tokensTable, auditTable, claimAlarmTable].map((table) => table(types)),
};

type ColumnTypes = Parameters<Migration['up']>[0];

const varchar = ({ text }: ColumnTypes, length: number) => text.replace(/^text/, `varchar(${length})`);

function lettersTable(types: ColumnTypes): string {
  const { identity, bigint, text, busyTable } = types;
  return `create table if not exists rekey_letters (
  id ${identity},
  kind ${varchar(types, 8)} not null check (kind in ('reset', 'notice')),
  submitted_name ${text} not null,
  name_key ${text} not null,
  user_key ${text},
  client_address ${text},
  network ${varchar(types, 64)},
  to_address ${text},
  about ${text},
  locale ${text},
  requested_at ${bigint} not null,
  asked_at ${bigint} not null,
  due_at ${bigint} not null,
  state ${varchar(types, 8)} not null default 'pending' check (state in ('pending', 'sent', 'skipped', 'dead')),
  reason ${text},
  attempts integer not null default 0,
  doubts integer not null default 0,
  lapses integer not null default 0,
  fence ${bigint} not null default 0,
  place ${bigint},
  lease_until ${bigint},
  handed_over_at ${bigint},
  sent_at ${bigint},
  settled_at ${bigint},
  last_error ${text},
  channel_down_since ${bigint},
  channel_down_at ${bigint},
  waiting_name ${varchar(types, 512)} as (case when state = 'pending' and kind = 'reset' then submitted_name end) stored,
  is_suspect boolean as (lapses >= 1) stored,
  index rekey_letters_due (state, due_at, id),
  index rekey_letters_arrived (state, place, lease_until, due_at, id),
  index rekey_letters_queue (state, lease_until, place, id),
  index rekey_letters_networks (network, state, lease_until, place),
  index rekey_letters_waiting (waiting_name, requested_at, id),
  index rekey_letters_left (state, is_suspect, lease_until, id),
  index rekey_letters_named (submitted_name(191)),
  index rekey_letters_handed_over (user_key(191), handed_over_at),
  index rekey_letters_of_name (name_key(191), state, id),
  index rekey_letters_ended (state, id),
  index rekey_letters_settled (settled_at, id),
  index rekey_letters_sent (sent_at),
  index rekey_letters_failing (channel_down_at),
  index rekey_letters_failing_since (channel_down_since)
) ${busyTable}`;
}

function tokensTable(types: ColumnTypes): string {
  const { sequence, bigint, text, busyTable } = types;
  return `create table if not exists rekey_reset_tokens (
  sequence ${sequence},
  digest ${varchar(types, 191)} not null primary key,
  user_key ${text} not null,
  revision ${text} not null,
  letter_id ${bigint},
  minted_at ${bigint} not null,
  expires_at ${bigint} not null,
  ended_at ${bigint},
  ended_why ${text},
  reported_at ${bigint},
  index rekey_reset_tokens_live (user_key(191), ended_at, expires_at),
  index rekey_reset_tokens_unspent (ended_at, expires_at),
  index rekey_reset_tokens_expiry (expires_at)
) ${busyTable}`;
}

function auditTable({ identity, bigint, text, busyTable }: ColumnTypes): string {
  return `create table if not exists rekey_audit (
  id ${identity},
  at ${bigint} not null,
  kind ${text} not null,
  user_key ${text},
  username ${text},
  client_address ${text},
  letter_id ${bigint},
  tokens integer,
  letter_kind ${text},
  requested_at ${bigint},
  reason ${text},
  operator ${text},
  index rekey_audit_at (at),
  index rekey_audit_username (username(191), id),
  index rekey_audit_user_key (user_key(191), id)
) ${busyTable}`;
}

function claimAlarmTable({ bigint, busyTable }: ColumnTypes): string {
  return `create table if not exists rekey_claim_alarm (
  id integer primary key check (id = 1),
  since ${bigint} not null,
  at ${bigint} not null
) ${busyTable}`;
}

/** Only where no users table is mapped. */
export const mariadbUsers: Migration = {
  name: '0012-mariadb-users',
  up: ({ identity, bigint, boolean, text, busyTable }) => [
    `create table if not exists users (
      id ${identity},
      username ${text.replace(/^text/, 'varchar(512)')} not null unique,
      email ${text},
      first_name ${text},
      last_name ${text},
      password_hash ${text},
      externally_managed ${boolean(false)},
      enabled ${boolean(true)},
      password_changed_at ${bigint},
      locale ${text}
    ) ${busyTable}`,
  ],
};
