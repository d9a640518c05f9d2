// Runs the built suite on every Node that Rekey promises, each from the `node` npm package. Native parts are N-API: built once.
// Numbers choose among them, everything else goes to vitest: npm run test:nodes -- 26 packages/knex
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { NODES, nodeOf } from './node-of.mjs';

const isMajor = (argument) => /^\d+$/.test(argument);
const chosen = process.argv.slice(2).filter(isMajor);
const majors = chosen.length > 0 ? chosen : NODES;
const filters = process.argv.slice(2).filter((argument) => !isMajor(argument));

const folder = mkdtempSync(join(tmpdir(), 'rekey-nodes-'));
const results = majors.map((major) => {
  const node = nodeOf(major, join(folder, major));
  // First on the PATH, so that the processes which the tests start run on it too.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  const { status } = spawnSync(node, ['node_modules/vitest/vitest.mjs', 'run', ...filters], { stdio: 'inherit', env });
  return { version: stdout.trim(), passed: status === 0 };
});
rmSync(folder, { recursive: true, force: true });

for (const { version, passed } of results) console.log(`${version}: ${passed ? 'passed' : 'failed'}`);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);
