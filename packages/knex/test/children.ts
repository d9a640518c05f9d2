import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Children run what is built, as they would on somebody's machine. */
export function build(): void {
  const compiler = fileURLToPath(new URL('node_modules/typescript/bin/tsc', `file://${ROOT}`));
  execFileSync(process.execPath, [compiler, '-b', 'packages/knex'], { cwd: ROOT, stdio: 'inherit' });
}

export interface Child {
  readonly process: ChildProcess;
  /** The next line it prints; a failure if it ends before. */
  line(): Promise<string>;
  say(line: string): void;
}

/** Starts `children/<name>.mjs` as a process of its own. It is killed when the test is over. */
export function startChild(name: string, ...args: readonly string[]): Child {
  const script = fileURLToPath(new URL(`children/${name}.mjs`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: AsyncIterator<string> = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    say: (line) => child.stdin.write(`${line}\n`),
    async line() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`the child ${name} ended too early`);
      return value;
    },
  };
}

export async function killed(child: Child): Promise<void> {
  child.process.kill('SIGKILL');
  await once(child.process, 'exit');
}
