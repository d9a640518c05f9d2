import type { TestProject } from 'vitest/node';
import { startMariadb } from './mariadb-server.ts';

/** One server for a whole run of `npm run test:hosts`; each test makes databases of its own on it (`mariadbOfThisRun`). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Tests fill tables by a recursive query.
  const mariadb = await startMariadb({ settings: { max_recursive_iterations: 1_000_000 } });
  project.provide('mariadbUrl', mariadb.url('mysql'));
  return () => mariadb.stop('immediate');
}
