import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';

/** One server for a whole run of vitest; each test makes databases of its own on it (`postgresOfThisRun`). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  project.provide('postgresUrl', postgres.url('postgres'));
  return () => postgres.stop('immediate');
}
