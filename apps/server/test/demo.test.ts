import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { eventually, freePort } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { startRekey } from './rekey-process.ts';
import { rekey, scratchFolder } from './scripted-shell.ts';

const REKEY = fileURLToPath(new URL('../bin/rekey.js', import.meta.url));

/** A folder with an `npx` that needs no registry and no workspace. */
function folderWithNpx(): string {
  const folder = join(scratchFolder(), 'bin');
  mkdirSync(folder);
  const npx = join(folder, 'npx');
  writeFileSync(npx, `#!/bin/sh\nshift\nexec '${process.execPath}' '${REKEY}' "$@"\n`);
  chmodSync(npx, 0o755);
  return folder;
}

async function startDemo() {
  const url = `sqlite:${join(scratchFolder(), 'a demo.sqlite')}`;
  const port = String(await freePort());
  const program = startRekey({ REKEY_PORT: port, REKEY_DATABASE_URL: url }, 'serve', '--demo');
  await eventually(`hints: ${program.stderr()}`, () => program.stdout().includes('Ctrl-C'), 20_000);
  return { program, url };
}

describe('rekey serve --demo', () => {
  it('prints lines that work as printed', async () => {
    const { program } = await startDemo();
    const lines = program
      .stdout()
      .split('\n')
      .filter((line) => /^(curl|sleep|echo) /.test(line));
    expect(lines).toHaveLength(5);
    const { PATH } = process.env;
    const env = { PATH: `${folderWithNpx()}:${PATH}` };
    const { stdout } = await promisify(execFile)('sh', ['-ec', lines.join('\n')], { env });
    const ok = '{"message":"OK"}';
    expect(stdout.trimEnd().split('\n')).toEqual([ok, expect.stringMatching(/^[\w-]{43}$/), ok, ok, 'yes']);
    expect((await program.stop()).code).toBe(0);
  });

  it('sets the printed password again at each start', async () => {
    const first = await startDemo();
    const password = /with the password: (\S+)/.exec(first.program.stdout())?.[1] ?? '';
    await first.program.stop();
    const environment = { REKEY_DATABASE_URL: first.url };
    await rekey(environment, ['user', 'remove', '--username', 'jane.doe']);
    const port = String(await freePort());
    const again = startRekey({ REKEY_PORT: port, ...environment }, 'serve', '--demo');
    await eventually('hints', () => again.stdout().includes('Ctrl-C'), 20_000);
    const verify = ['user', 'verify', '--username', 'jane.doe', '--password-stdin'];
    expect((await rekey(environment, verify, password)).code).toBe(0);
  });
});
