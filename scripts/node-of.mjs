import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The majors of Node that Rekey promises. */
export const NODES = ['20', '22', '24', '26'];

/** Installs a Node from its npm package into a folder, and answers the path of the program. */
export function nodeOf(major, home) {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }));
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--no-save', '--no-audit', '--prefer-offline', `node@${major}`],
    {
      cwd: home,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`node@${major} cannot be installed: ${stderr}`);
  return join(home, 'node_modules', 'node', 'bin', 'node');
}
