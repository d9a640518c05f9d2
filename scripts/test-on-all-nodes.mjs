// Runs the built suite on every Node that Rekey promises, each from the `node` npm package. Native parts are N-API: built once.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const MAJORS = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24', '26'];

const folder = mkdtempSync(join(tmpdir(), 'rekey-nodes-'));
const results = MAJORS.map((major) => {
  const home = join(folder, major);
  const node = install(major, home);
  // First on the PATH, so that the processes which the tests start run on it too.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  const { status } = spawnSync(node, ['node_modules/vitest/vitest.mjs', 'run'], { stdio: 'inherit', env });
  return { version: stdout.trim(), passed: status === 0 };
});
rmSync(folder, { recursive: true, force: true });

for (const { version, passed } of results) console.log(`${version}: ${passed ? 'passed' : 'failed'}`);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);

function install(major, home) {
  spawnSync('mkdir', ['-p', home]);
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }));
  const { status } = spawnSync('npm', ['install', '--no-save', `node@${major}`], { cwd: home, stdio: 'inherit' });
  if (status !== 0) throw new Error(`node@${major} cannot be installed`);
  return join(home, 'node_modules', 'node', 'bin', 'node');
}
