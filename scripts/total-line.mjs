// Adds up the closing lines of several runs, whose outputs it is given as files, into one of the same form: `N passed, N failed`.
// A run that ended without a closing line did not end well. Exits 1 unless everything passed.
import { readFileSync } from 'node:fs';

const CLOSING_LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm;

const runs = process.argv.slice(2).map((path) => {
  const last = [...readFileSync(path, 'utf8').matchAll(CLOSING_LINE)].at(-1);
  return last === undefined ? [0, 1, 0] : [last[1], last[2], last[3] ?? 0].map(Number);
});
const [passed, failed, skipped] = [0, 1, 2].map((place) => runs.reduce((sum, run) => sum + run[place], 0));
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
