import { describe } from 'vitest';
import { runUserContracts } from './contracts.ts';
import { SHAPES } from './host-tables/index.ts';
import { postgresStores } from './postgres-stores.ts';
import { sqliteStores } from './sqlite-stores.ts';

describe.each(SHAPES)("a host application's own table %s", (_, host) => {
  describe('in SQLite', () => runUserContracts(sqliteStores(host)));
  describe('in PostgreSQL', () => runUserContracts(postgresStores(host)));
});
