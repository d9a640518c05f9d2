import type { AuditWriter } from '@rekey/domain/ports';
import type { AuditEvent } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';

/** Each column of the trail but its number and its time, and what it takes from an event. */
const COLUMNS = {
  kind: ({ kind }) => kind,
  user_key: (event) => ('userKey' in event ? event.userKey : null),
  username: (event) => ('username' in event ? event.username : null),
  client_address: (event) => ('address' in event ? event.address : null),
  letter_id: (event) => ('letterId' in event ? event.letterId : null),
  tokens: (event) => ('count' in event ? String(event.count) : null),
  letter_kind: (event) => ('letterKind' in event ? event.letterKind : null),
  requested_at: (event) => ('requestedAt' in event ? String(event.requestedAt) : null),
  operator: (event) => ('operator' in event ? event.operator : null),
  reason: (event) => ('reason' in event ? event.reason : 'source' in event ? event.source : null),
} satisfies Record<string, (event: AuditEvent) => string | null>;

type Column = keyof typeof COLUMNS;

const NAMES = Object.keys(COLUMNS) as readonly Column[];
const NUMBERS: readonly Column[] = ['letter_id', 'tokens', 'requested_at'];
const picked = ({ types: { integer } }: Dialect) =>
  NAMES.map((name) => (NUMBERS.includes(name) ? `cast(${name} as ${integer})` : name)).join(', ');

export function knexAuditWriter(transaction: Knex.Transaction, dialect: Dialect): AuditWriter {
  return {
    async record(events) {
      if (events.length === 0) return;
      const lists = dialect.rowsOf(
        Object.fromEntries(NAMES.map((name) => [name, events.map((event) => COLUMNS[name](event))])),
      );
      await rows(
        transaction,
        `insert into rekey_audit (at, ${NAMES.join(', ')})
         select clock.now, ${picked(dialect)} from (select ? as now) as clock cross join ${lists.sql}`,
        [dialect.now(transaction), ...lists.values],
      );
    },
  };
}
