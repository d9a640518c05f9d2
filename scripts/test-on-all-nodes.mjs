// Runs the built suite on every Node that Rekey promises, each from the `node` npm package. Native parts are N-API: built once.
// Numbers choose among them, everything else goes to vitest: npm run test:nodes -- 26 packages/knex
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const isMajor = (argument) => /^\d+$/.test(argument);
const chosen = process.argv.slice(2).filter(isMajor);
const majors = chosen.length > 0 ? chosen : ['20', '22', '24', '26'];
const filters = process.argv.slice(2).filter((argument) => !isMajor(argument));

const folder = mkdtempSync(join(tmpdir(), 'rekey-nodes-'));
const results = majors.map((major) => {
  const home = join(folder, major);
  const node = install(major, home);
  // First on the PATH, so that the processes which the tests start run on it too.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  const { status } = spawnSync(node, ['node_modules/vitest/vitest.mjs', 'run', ...filters], { stdio: 'inherit', env });
  return { version: stdout.trim(), passed: status === 0 };
});
rmSync(folder, { recursive: true, force: true });

for (const { version, passed } of results) console.log(`${version}: ${passed ? 'passed' : 'failed'}`);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);

function install(major, home) {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }));
  const { status } = spawnSync('npm', ['install', '--no-save', `node@${major}`], { cwd: home, stdio: 'inherit' });
  if (status !== 0) throw new Error(`node@${major} cannot be installed`);
  return join(home, 'node_modules', 'node', 'bin', 'node');
}
