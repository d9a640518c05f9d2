import { describe } from 'vitest';
import { runStorageContracts } from './contracts.ts';
import { sqliteStores } from './sqlite-stores.ts';

describe('on SQLite', () => runStorageContracts(sqliteStores()));
