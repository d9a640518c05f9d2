import { describe } from 'vitest';
import { runStorageContracts } from './contracts.ts';
import { mariadbStores } from './mariadb-stores.ts';

describe('on MariaDB', () => runStorageContracts(mariadbStores()));
