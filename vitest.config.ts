import { defineConfig } from 'vitest/config';
import { ClosingLine } from './scripts/closing-line.ts';

export default defineConfig({
  // Tests of packages run from source; only what starts `rekey` as a process needs a build.
  ssr: {
    resolve: {
      // No 'import' here: vitest hands these to Node, whose require() would then be given ES modules (pg breaks).
      conditions: ['rekey:source', 'node'],
      externalConditions: ['rekey:source'],
    },
  },
  test: {
    globalSetup: ['packages/laboratory/src/vitest-global-setup.ts'],
    include: ['packages/*/{src,test}/**/*.test.ts', 'apps/*/{src,test}/**/*.test.ts', 'scripts/**/*.test.ts'],
    reporters: ['default', new ClosingLine()],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
