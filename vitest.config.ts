import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { ClosingLine } from './scripts/closing-line.ts';

/** What kills, floods, stops and restarts wants the machine for itself: its promises are bounds in seconds. */
const ALONE = [
  'apps/server/test/stop.test.ts',
  'apps/server/test/reliability/{database-restart,half-open,hash-flood,instances,kill-loop,sqlite-trouble,stop-under-load}.test.ts',
];
/** Asks what not every machine has, programs of other languages, the registry and a MariaDB: `npm run test:hosts`. */
const HOSTS = ['{packages,apps}/*/{src,test}/**/*.hosts.test.ts', 'scripts/*.hosts.test.ts'];
/** Tests of every database, which `npm run test:hosts` runs on MariaDB as they are. */
const ON_MARIADB = [
  'packages/knex/test/{bounds,couriers-at-once,migrations,transactions,user-administration,users-table}.test.ts',
  'apps/server/test/journey/{journey,private-answers,time,studio}.test.ts',
  'apps/server/test/reliability/{kill-loop,single-use,interleavings,clock,poison}.test.ts',
];
const ALL = ['packages/*/{src,test}/**/*.test.ts', 'apps/*/{src,test}/**/*.test.ts', 'scripts/**/*.test.ts'];

const shared = {
  globalSetup: ['packages/laboratory/src/vitest-global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

// Most of these wait for processes, relays and browsers: two of them share even a small machine well.
const together: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    ...shared,
    name: 'together',
    include: ALL,
    exclude: [...ALONE, ...HOSTS],
    maxWorkers: 2,
    sequence: { groupOrder: 1 },
  },
};
const alone: TestProjectInlineConfiguration = {
  extends: true,
  test: { ...shared, name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 2 } },
};
const hosts: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    ...shared,
    globalSetup: [...shared.globalSetup, 'packages/laboratory/src/vitest-mariadb-setup.ts'],
    name: 'hosts',
    include: [...HOSTS, ...ON_MARIADB],
    maxWorkers: 2,
  },
};

export default defineConfig(({ mode }) => ({
  // Tests of packages run from source; only what starts `rekey` as a process needs a build.
  ssr: {
    resolve: {
      // No 'import' here: vitest hands these to Node, whose require() would then be given ES modules (pg breaks).
      conditions: ['rekey:source', 'node'],
      externalConditions: ['rekey:source'],
    },
  },
  test: {
    reporters: ['default', new ClosingLine()],
    projects: mode === 'hosts' ? [hosts] : [together, alone],
  },
}));
