import { describe } from 'vitest';
import { runStorageContracts } from './contracts.ts';
import { postgresStores } from './postgres-stores.ts';

describe('on PostgreSQL', () => runStorageContracts(postgresStores()));
