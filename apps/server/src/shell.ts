import { Refusal } from './refusal.ts';
import type { Environment } from './settings/environment.ts';

/** What a command may touch of the world around it. */
export interface Shell {
  readonly environment: Environment;
  /** The names of settings that a file of `--config` decides; they stand in `environment`, too. */
  readonly fromConfigFile?: ReadonlySet<string>;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
  /** Prints a line for people or programs that read the answer. */
  readonly print: (line: string) => void;
  /** Prints a line for people only. */
  readonly complain: (line: string) => void;
}

/**
 * Everything a command can end with. 2: who or what was named is unknown, or a question is open.
 * 3: recognised, and refused.
 */
export type ExitCode = 0 | 1 | 2 | 3;

// Far above any password, far below what would hurt.
const LONGEST_INPUT = 65_536;

/** The shell of this process, and a way to wait until all that it printed is out: `process.exit` would cut it at a pipe's 64 KB. */
export function processShell(environment: Environment): Shell & { printed(): Promise<void> } {
  let last: Promise<void> = Promise.resolve();
  return {
    environment,
    readInput,
    printed: () => last,
    print(line) {
      last = new Promise((resolve) => {
        process.stdout.write(`${line}\n`, () => resolve());
      });
    },
    complain: (line) => void process.stderr.write(`${line}\n`),
  };
}

/** Refuses what it cannot take whole: a password that lost its end, or a byte, would open for others too. */
async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_INPUT) throw new Refusal(`standard input wants at most ${LONGEST_INPUT} bytes`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Refusal('standard input wants text in UTF-8');
  }
}
