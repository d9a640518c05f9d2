import { describe } from 'vitest';
import { runUserContracts } from './contracts.ts';
import { SHAPES } from './host-tables/index.ts';
import { mariadbStores } from './mariadb-stores.ts';

describe.each(SHAPES)("a host application's own table %s", (_, host) => {
  describe('in MariaDB', () => runUserContracts(mariadbStores(host)));
});
