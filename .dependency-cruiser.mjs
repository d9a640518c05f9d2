// Which folder may import which. Each rule is proved to fire by scripts/architecture.test.ts.

const tests = '(\\.test\\.ts$|^(packages|apps)/[^/]+/test/)';
const npm = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'The domain imports itself and @rekey/concurrency, a leaf: no other package, no node: module.',
      severity: 'error',
      from: { path: '^packages/domain/src/', pathNot: tests },
      to: { pathNot: '^packages/(domain|concurrency)/src/' },
    },
    {
      name: 'leaves-import-nothing',
      comment:
        'Whatever a leaf imported, everything that imports the leaf would import with it; for the client, that is a page.',
      severity: 'error',
      from: { path: '^packages/(concurrency|markup|client)/src/', pathNot: tests },
      to: { pathNot: '^packages/$1/src/' },
    },
    {
      name: 'adapters-never-meet',
      comment:
        'A package knows a core (domain, attach), the leaves and itself. What two adapters share belongs there or to an app.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/', pathNot: [tests, '^packages/(pages|console)/'] },
      to: { path: '^packages/', pathNot: '^packages/($1|domain|attach|concurrency|markup)/' },
    },
    {
      name: 'pages-know-the-routes',
      comment: 'Pages read and answer requests as the API does, so they import how from it; the API knows no page.',
      severity: 'error',
      from: { path: '^packages/pages/src/', pathNot: tests },
      to: { path: '^packages/', pathNot: '^packages/(pages|hapi/src/requests\\.ts$|domain|markup)' },
    },
    {
      name: 'console-is-made-of-pages',
      comment: 'The console looks and answers as the pages do: it imports what they are made of, and none of them.',
      severity: 'error',
      from: { path: '^packages/console/src/', pathNot: tests },
      to: {
        path: '^packages/',
        pathNot: '^packages/(console|pages/src/kit\\.ts$|hapi/src/requests\\.ts$|domain|markup)',
      },
    },
    {
      name: 'packages-know-no-app',
      comment: 'Arrows point inward: apps compose packages.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-never-meet',
      comment: 'Each app is a program of its own. The benchmarks start the server as a process.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'embedding-without-the-service',
      comment: 'The worked example shows what the domain does without Hapi, Knex and SMTP.',
      severity: 'error',
      from: { path: '^apps/embedding/' },
      to: { path: ['^packages/(hapi|pages|knex|smtp)/', npm('@hapi', 'joi', 'knex', 'nodemailer')] },
    },
    {
      name: 'container-in-one-file',
      comment: 'tsyringe composes in one file; everything else takes its parts as arguments.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: '^apps/server/src/composition/container\\.ts$' },
      to: { path: npm('tsyringe', 'reflect-metadata') },
    },
    {
      name: 'sqlite-behind-one-seam',
      comment: 'sqlite3 is archived upstream: one file to change on the day it has to go.',
      severity: 'error',
      from: {
        path: '^(packages|apps)/',
        // The benchmarks measure the bare driver as our limit.
        pathNot: ['^packages/knex/src/dialect/sqlite[^/]*\\.ts$', '^apps/bench/src/drivers/sqlite-driver\\.ts$'],
      },
      to: { path: npm('sqlite3') },
    },
    {
      name: 'inbox-is-for-demos',
      comment: 'smtp-server receives mail in the demo and in tests, never in production.',
      severity: 'error',
      from: {
        path: '^(packages|apps)/',
        pathNot: ['^packages/laboratory/', '^apps/server/src/demo/inbox-server\\.ts$', '^apps/bench/', tests],
      },
      to: { path: npm('smtp-server') },
    },
    {
      name: 'inbox-on-demand',
      comment: 'The inbox is loaded when a demo starts, and by nothing else.',
      severity: 'error',
      from: { path: '^apps/server/src/', pathNot: tests },
      to: { path: '^apps/server/src/demo/inbox-server\\.ts$', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'laboratory-is-for-tests',
      comment: 'What starts servers for tests is not part of the product.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: ['^packages/laboratory/', '^apps/bench/', tests] },
      to: { path: '^packages/laboratory/' },
    },
    {
      name: 'no-test-runner-in-source',
      comment: 'Contracts are values that any runner can run: it is handed to them.',
      severity: 'error',
      from: {
        path: '^(packages|apps)/[^/]+/src/',
        pathNot: [tests, '^packages/laboratory/src/vitest-[^/]*\\.ts$'],
      },
      to: { path: npm('vitest') },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-strangers',
      comment: 'Everything imported can be resolved.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['rekey:source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
