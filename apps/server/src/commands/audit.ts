import { createReadAudit } from '@rekey/domain';
import type { AuditView } from '@rekey/domain/values';
import { isoOrNull } from '../log/iso-time.ts';
import type { AddCommand } from './add-command.ts';
import { unknownUser } from './own-users.ts';
import { LIST_LIMIT, wholeNumber } from './parse-options.ts';
import { table } from './table.ts';
import { withDatabaseIn } from './with-database.ts';

interface Options {
  readonly json?: true;
  readonly username?: string;
  readonly limit: number;
}

export const auditCommand: AddCommand = (parent, { environment, print, complain }, run) => {
  parent
    .command('audit')
    .description('what happened: who asked, what was decided, what was sent, what was set; newest first')
    .option('--json', 'one JSON array')
    .option('--username <name>', 'of this user, or of whoever asked under this name')
    .option('--limit <n>', 'at most so many', wholeNumber, LIST_LIMIT)
    .action(
      run<Options>(async ({ json, username, limit }) => {
        const filter = { limit, ...(username !== undefined && { username }) };
        const outcome = await withDatabaseIn(environment, (database) => createReadAudit(database)(filter));
        if (outcome.kind === 'unknown-user') throw unknownUser(username ?? '');
        const rows = outcome.events.map(rowOf);
        print(json ? JSON.stringify(rows) : table(COLUMNS, rows));
        if (rows.length === limit) complain(`only the newest ${limit} are shown: --limit shows more`);
        return 0;
      }),
    );
};

const COLUMNS = [
  'at',
  'kind',
  'username',
  'address',
  'reason',
  'letterId',
  'letterKind',
  'requestedAt',
  'count',
  'userKey',
  'operator',
] as const;

function rowOf({ at, requestedAt, ...event }: AuditView) {
  return { ...event, at: isoOrNull(at), requestedAt: isoOrNull(requestedAt) };
}
