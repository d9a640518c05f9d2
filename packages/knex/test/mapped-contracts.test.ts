import { describe } from 'vitest';
import { runUserContracts } from './contracts.ts';
import { MAILBOXES, ODD, SCATTERED, SPLIT, VIEWED } from './host-table.ts';
import { postgresStores } from './postgres-stores.ts';
import { sqliteStores } from './sqlite-stores.ts';

/** Shapes of tables beside Rekey's own. */
const SHAPES = [
  ['with odd names, flags in words and keys that are no numbers', ODD],
  ['with hashes in another table', SPLIT],
  ['with addresses in another table', MAILBOXES],
  ['with both in other tables, and deleted users', SCATTERED],
  ['behind a view', VIEWED],
] as const;

describe.each(SHAPES)("a host application's own table %s", (_, host) => {
  describe('in SQLite', () => runUserContracts(sqliteStores(host)));
  describe('in PostgreSQL', () => runUserContracts(postgresStores(host)));
});
