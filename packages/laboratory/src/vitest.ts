import { inject } from 'vitest';
import { type Databases, databasesAt } from './postgres-databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** The PostgreSQL that `vitest-global-setup.ts` started for this run. */
export function postgresOfThisRun(): Databases {
  return databasesAt(inject('postgresUrl'));
}
