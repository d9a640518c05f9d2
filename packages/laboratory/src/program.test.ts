import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from './eventually.ts';
import { type Program, startProgram } from './program.ts';

const FAMILY = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

/** A program with a child that would outlive it. */
async function startFamily(group: boolean): Promise<{ program: Program; child: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-program-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const script = join(folder, 'family.cjs');
  writeFileSync(script, FAMILY);
  const program = startProgram(script, { args: [], env: process.env, group });
  const child = await eventually('the child runs', () => Number(program.stdout()) || undefined);
  return { program, child };
}

describe('startProgram', () => {
  it('reaches the children of a group with one signal', async () => {
    const { program } = await startFamily(true);
    program.signal('SIGKILL', 'group');
    expect((await program.ended).code).toBe('SIGKILL');
    expect(() => program.signal('SIGKILL', 'group')).not.toThrow();
  });

  it('has not ended as long as a child is left', async () => {
    const { program, child } = await startFamily(false);
    let ended = false;
    void program.ended.then(() => (ended = true));
    program.signal('SIGKILL');
    await eventually('the program itself is gone', () => !isAlive(program.pid));
    expect([ended, isAlive(child)]).toEqual([false, true]);
    process.kill(child, 'SIGKILL');
    expect((await program.ended).code).toBe('SIGKILL');
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
