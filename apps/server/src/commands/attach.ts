import { writeFileSync } from 'node:fs';
import type { Answers, AttachOutcome, AttachReport, MappingFile, SessionsFile } from '@rekey/attach';
import type { Command } from 'commander';
import { checkMapping, lookAtDatabase } from '../composition/attach-database.ts';
import type { DatabaseSettings } from '../composition/database.ts';
import { faultLine } from '../log/fault-fields.ts';
import { Refusal } from '../refusal.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { ExitCode, Shell } from '../shell.ts';
import type { AddCommand } from './add-command.ts';
import { attachText } from './attach-text.ts';

interface AttachOptions extends Answers {
  readonly write?: string;
  readonly json?: boolean;
  readonly role: string;
}

const EXIT: Readonly<Record<AttachOutcome['kind'], ExitCode>> = { mapping: 0, questions: 2, refused: 3 };

export const attachCommand: AddCommand = (parent, { environment, print, complain }, run) => {
  withAnswers(parent.command('attach'))
    .description('look at the database and say how Rekey serves the users in it; changes nothing')
    .option('--write <file>', 'write the mapping to this file')
    .option('--json', 'print one JSON object')
    .option('--role <role>', 'for whom the grants are', 'rekey')
    .action(
      run<AttachOptions>(async ({ write, json = false, role, ...answers }) => {
        const { database } = readSettings(environment, ['database']);
        const seen = await lookAtDatabase(database, role, answers);
        const { outcome, fault } = await tried(database, seen);
        const { report } = outcome;
        if (json) print(JSON.stringify(report, null, 2));
        else for (const line of attachText(outcome)) print(line);
        if (report.mapping === null) return EXIT[outcome.kind];
        if (fault !== null) {
          complain(`this mapping does not work yet: ${fault}`);
          return 1;
        }
        if (write !== undefined) writeFiles(write, report, complain);
        return 0;
      }),
    );
};

/** The outcome, with what was seen when it was tried; and what keeps its mapping from working. */
async function tried(
  database: DatabaseSettings,
  outcome: AttachOutcome,
): Promise<{ readonly outcome: AttachOutcome; readonly fault: string | null }> {
  const { mapping, sessions, advice } = outcome.report;
  if (mapping === null) return { outcome, fault: null };
  try {
    const notes = await checkMapping(database, mapping, sessions);
    return { outcome: { ...outcome, report: { ...outcome.report, advice: [...advice, ...notes] } }, fault: null };
  } catch (fault) {
    return { outcome, fault: faultLine(fault) };
  }
}

/** One option for each question, so that an answer is an option away. */
function withAnswers(command: Command): Command {
  return command
    .option('--application <name>', 'whose tables these are')
    .option('--table <name>', 'the users table')
    .option('--key <column>', 'its primary key')
    .option('--username <column>', 'the column with the user names')
    .option('--email <column>', 'the column with the e-mail addresses')
    .option('--hash-column <column>', 'the column with the hashes')
    .option('--hash <format>', 'the format that the sign-in reads')
    .option('--pepper-file <file>', 'a file with the pepper that the sign-in adds, or none')
    .option('--enabled <condition>', 'who may sign in: active, status=active,trial, banned!=true, or none')
    .option('--external <condition>', 'whose password is kept elsewhere, or none')
    .option('--gone <condition>', 'who is deleted, or none');
}

/** The mapping, and beside it the sessions table where there is one. Neither is written over. */
function writeFiles(path: string, { mapping, sessions }: AttachReport, complain: Shell['complain']): void {
  writeJson(path, mapping);
  complain(`wrote ${path}: set REKEY_USERS_MAPPING=${path}`);
  if (sessions === null) return;
  const beside = `${path.replace(/\.json$/, '')}.sessions.json`;
  writeJson(beside, sessions);
  complain(`wrote ${beside}: set REKEY_SESSIONS_MAPPING=${beside}`);
}

function writeJson(path: string, content: MappingFile | SessionsFile | null): void {
  try {
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    throw new Refusal(
      code === 'EEXIST'
        ? `${path} exists: remove it, or name another file with --write`
        : `--write wants a file that can be made; ${path} cannot (${code})`,
    );
  }
}
