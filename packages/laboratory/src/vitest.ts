import { inject } from 'vitest';
import { type MariadbDatabases, mariadbDatabasesAt } from './mariadb-databases.ts';
import { type Databases, databasesAt } from './postgres-databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    mariadbUrl: string;
  }
}

/** The PostgreSQL that `vitest-global-setup.ts` started for this run. */
export function postgresOfThisRun(): Databases {
  return databasesAt(inject('postgresUrl'));
}

/** The MariaDB that `vitest-mariadb-setup.ts` started, in `npm run test:hosts` only. */
export function mariadbOfThisRun(): MariadbDatabases {
  return mariadbDatabasesAt(inject('mariadbUrl'));
}

/** Whether this run is `npm run test:hosts`, where what runs on every database runs on MariaDB. */
export function isOnMariadb(): boolean {
  return inject('mariadbUrl') !== undefined;
}
