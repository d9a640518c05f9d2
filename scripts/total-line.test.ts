import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const SCRIPT = fileURLToPath(new URL('total-line.mjs', import.meta.url));

function total(...outputs: readonly string[]): { readonly line: string | undefined; readonly status: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-total-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const paths = outputs.map((output, index) => {
    const path = join(folder, String(index));
    writeFileSync(path, output);
    return path;
  });
  const { stdout, status } = spawnSync(process.execPath, [SCRIPT, ...paths], { encoding: 'utf8' });
  return { line: stdout.trimEnd().split('\n').at(-1), status };
}

describe('total-line', () => {
  it('adds up the runs, by the last line of each', () => {
    expect(total('\n1 passed, 0 failed\n\n1200 passed, 0 failed\n', 'noise\n48 passed, 0 failed, 2 skipped\n')).toEqual(
      {
        line: '1248 passed, 0 failed, 2 skipped',
        status: 0,
      },
    );
  });

  it.each([
    ['a failure in the first', ['3 passed, 1 failed\n', '4 passed, 0 failed\n'], '7 passed, 1 failed'],
    ['a failure in the last', ['3 passed, 0 failed\n', '4 passed, 2 failed\n'], '7 passed, 2 failed'],
    ['a run that did not come to its end', ['3 passed, 0 failed\n', 'Killed\n'], '3 passed, 1 failed'],
    ['a run that said nothing', ['3 passed, 0 failed\n', ''], '3 passed, 1 failed'],
  ])('fails for %s', (_, outputs, line) => {
    expect(total(...outputs)).toEqual({ line, status: 1 });
  });
});
