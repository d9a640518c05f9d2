import type { Environment } from './settings/environment.ts';

/** What a command may touch of the world around it. */
export interface Shell {
  readonly environment: Environment;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
  /** Prints a line for people or programs that read the answer. */
  readonly print: (line: string) => void;
  /** Prints a line for people only. */
  readonly complain: (line: string) => void;
}

/** Everything a command can end with. 2: who or what was named is unknown. */
export type ExitCode = 0 | 1 | 2;

// Far above any password, far below what would hurt.
const LONGEST_INPUT = 65_536;

export function processShell(environment: Environment): Shell {
  return {
    environment,
    readInput,
    print: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
  };
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_INPUT) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
