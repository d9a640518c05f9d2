import { describe } from 'vitest';
import { runUserContracts } from './contracts.ts';
import { ODD } from './host-table.ts';
import { postgresStores } from './postgres-stores.ts';
import { sqliteStores } from './sqlite-stores.ts';

describe("on a host application's own table in SQLite", () => runUserContracts(sqliteStores(ODD)));

describe("on a host application's own table in PostgreSQL", () => runUserContracts(postgresStores(ODD)));
