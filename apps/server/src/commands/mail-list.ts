import type { LetterFilter, LetterState, LetterView } from '@rekey/domain/values';
import { Option } from 'commander';
import { isoOrNull } from '../log/iso-time.ts';
import type { AddCommand } from './add-command.ts';
import { LIST_LIMIT, wholeNumber } from './parse-options.ts';
import { table } from './table.ts';
import { withDatabaseIn } from './with-database.ts';

interface Options {
  readonly json?: true;
  readonly state?: LetterState;
  readonly username?: string;
  readonly limit: number;
}

export const mailListCommand: AddCommand = (parent, { environment, print, complain }, run) => {
  parent
    .command('list')
    .description('letters, newest first')
    .option('--json', 'one JSON array')
    .addOption(new Option('--state <state>').choices(['pending', 'sent', 'skipped', 'dead']))
    .option('--username <name>', 'letters for this name only')
    .option('--limit <n>', 'at most so many', wholeNumber, LIST_LIMIT)
    .action(
      run<Options>(async (options) => {
        const letters = await withDatabaseIn(environment, (database) => database.letters.list(filterOf(options)));
        const rows = letters.map(rowOf);
        print(options.json ? JSON.stringify(rows) : table(COLUMNS, rows));
        if (letters.length === options.limit)
          complain(`only the newest ${options.limit} are shown: --limit shows more`);
        return 0;
      }),
    );
};

const COLUMNS = [
  ...(['id', 'kind', 'username', 'state', 'reason', 'attempts'] as const),
  ...(['requestedAt', 'dueAt', 'sentAt', 'lastError'] as const),
];

function rowOf(letter: LetterView) {
  const { id, kind, username, state, reason, attempts, requestedAt, dueAt, sentAt, lastError } = letter;
  const times = { requestedAt: isoOrNull(requestedAt), dueAt: isoOrNull(dueAt), sentAt: isoOrNull(sentAt) };
  return { id, kind, username, state, reason, attempts, ...times, lastError };
}

function filterOf({ state, username, limit }: Options): LetterFilter {
  return { limit, ...(state !== undefined && { state }), ...(username !== undefined && { username }) };
}
