import { Command, CommanderError } from 'commander';
import { databaseAdvice } from '../log/database-advice.ts';
import { faultLine } from '../log/fault-fields.ts';
import { Refusal } from '../refusal.ts';
import { takeConfigPath, withConfigFile } from '../settings/config-file.ts';
import { SettingsFault } from '../settings/settings-fault.ts';
import type { ExitCode, Shell } from '../shell.ts';
import { version } from '../version.ts';
import type { AddCommand, Run } from './add-command.ts';
import { attachCommand } from './attach.ts';
import { auditCommand } from './audit.ts';
import { configCommand } from './config.ts';
import { courierCommand } from './courier.ts';
import { doctorCommand } from './doctor.ts';
import { grantsCommand } from './grants.ts';
import { linkCommand } from './link.ts';
import { mailListCommand } from './mail-list.ts';
import { mailRetryCommand } from './mail-retry.ts';
import { migrateCommand } from './migrate.ts';
import { rehearseCommand } from './rehearse.ts';
import { serveCommand } from './serve.ts';
import { tokenRevokeCommand } from './token-revoke.ts';
import { userAddCommand } from './user-add.ts';
import { userRemoveCommand } from './user-remove.ts';
import { userSetCommand } from './user-set.ts';
import { userShowCommand } from './user-show.ts';
import { userVerifyCommand } from './user-verify.ts';

/** Runs `rekey <args>` and answers its exit code. Nothing that goes wrong comes out as a stack. */
export async function runCommandLine(args: readonly string[], shell: Shell): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const run: Run = (work) => async (options) => {
    exitCode = await work(options);
  };
  try {
    const { path, rest } = takeConfigPath(args);
    const complete = path === null ? shell : configured(shell, path);
    await createProgram(complete, run).parseAsync([...rest], { from: 'user' });
    return exitCode;
  } catch (fault) {
    return explain(fault, shell);
  }
}

function createProgram(shell: Shell, run: Run): Command {
  const program = new Command('rekey')
    .description('Password recovery for the user table you already have')
    .version(version)
    .option('--config <file>', 'settings in a JSON file; those of the environment win');
  // Before the subcommands: they inherit both.
  program.exitOverride().configureOutput({
    writeOut: (text) => shell.print(text.trimEnd()),
    writeErr: (text) => shell.complain(text.trimEnd()),
  });
  const add = (parent: Command, ...commands: readonly AddCommand[]) => {
    for (const command of commands) command(parent, shell, run);
  };
  add(program, serveCommand, courierCommand, migrateCommand);
  add(
    program.command('user').description('look after users of Rekey’s own table'),
    ...[userAddCommand, userShowCommand, userSetCommand, userRemoveCommand, userVerifyCommand],
  );
  add(program.command('mail').description('look after letters'), mailListCommand, mailRetryCommand);
  add(program.command('token').description('look after reset tokens'), tokenRevokeCommand);
  add(program, linkCommand, auditCommand, doctorCommand, configCommand);
  add(program, attachCommand, rehearseCommand, grantsCommand);
  return program;
}

function configured(shell: Shell, path: string): Shell {
  const { environment, fromFile } = withConfigFile(shell.environment, path);
  return { ...shell, environment, fromConfigFile: fromFile };
}

function explain(fault: unknown, shell: Shell): ExitCode {
  if (fault instanceof CommanderError) return fault.exitCode === 0 ? 0 : 1;
  if (fault instanceof Refusal) {
    shell.complain(fault.message);
    return fault.exitCode;
  }
  const lines = fault instanceof SettingsFault ? fault.faults : [`rekey failed: ${withAdvice(fault)}`];
  for (const line of lines) shell.complain(line);
  return 1;
}

function withAdvice(fault: unknown): string {
  const known = databaseAdvice(fault);
  return known === null ? faultLine(fault) : `${faultLine(fault)}: ${known.advice}`;
}
