import { runCommandLine } from './commands/program.ts';
import { processEnvironment } from './settings/environment.ts';
import { processShell } from './shell.ts';

/** Runs the process's own command line to its end. */
export async function main(): Promise<never> {
  // `rekey mail list | head`: a reader that has seen enough is no fault.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  const shell = processShell(processEnvironment());
  const exitCode = await runCommandLine(process.argv.slice(2), shell);
  await shell.printed();
  // Ends at once: what is left open by then (a socket in its last second) is nothing to wait for.
  return process.exit(exitCode);
}
