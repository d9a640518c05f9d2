// Everything that is asked of a commit, cheapest first. Ends with one line: green, or the first step that is not.
import { spawnSync } from 'node:child_process';

const steps = [
  ['format and lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['architecture', 'depcruise', '--config', '.dependency-cruiser.mjs', '--output-type', 'err', 'packages', 'apps'],
  ['build and types', 'turbo', 'run', 'build', '--output-logs=errors-only'],
  ['types of tests', 'tsc', '-p', 'tsconfig.tests.json'],
  ['dead code', 'knip'],
  ['tests', 'vitest', 'run'],
];

const startedAt = Date.now();
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

for (const [name, command, ...args] of steps) {
  const stepStartedAt = Date.now();
  const { status } = spawnSync('npx', ['--no-install', command, ...args], { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`check: red, ${name} failed after ${seconds(stepStartedAt)}`);
    process.exit(1);
  }
  console.log(`${name}: ${seconds(stepStartedAt)}`);
}
console.log(`check: green, ${steps.map(([name]) => name).join(', ')}, in ${seconds(startedAt)}`);
