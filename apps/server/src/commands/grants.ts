import { grantsFor } from '@rekey/attach';
import { readMappings } from '../composition/database.ts';
import { Refusal } from '../refusal.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { AddCommand } from './add-command.ts';

export const grantsCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('grants')
    .description('print the smallest grants that Rekey needs, as SQL for PostgreSQL')
    .option('--role <role>', 'the role to grant to', 'rekey')
    .action(
      run<{ role: string }>(async ({ role }) => {
        const { database } = readSettings(environment, ['database']);
        if (database.url.startsWith('sqlite:')) {
          throw new Refusal('SQLite has no roles: whoever may write the file may write every table in it');
        }
        const { users, sessions } = readMappings(database);
        for (const line of grantsFor(users, sessions, role)) print(line);
        return 0;
      }),
    );
};
