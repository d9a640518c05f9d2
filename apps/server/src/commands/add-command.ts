import type { Command } from 'commander';
import type { ExitCode, Shell } from '../shell.ts';

/** Registers an action that answers with an exit code. */
export type Run = <Options>(work: (options: Options) => Promise<ExitCode>) => (options: Options) => Promise<void>;

/** Adds one command to its parent. */
export type AddCommand = (parent: Command, shell: Shell, run: Run) => void;
