import type { AddCommand } from './add-command.ts';
import { ownUsers, unknownUser } from './own-users.ts';
import { withDatabaseIn } from './with-database.ts';

export const userRemoveCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('remove')
    .description('remove a user; links that were mailed die')
    .requiredOption('--username <name>')
    .action(
      run<{ username: string }>(async ({ username }) => {
        await withDatabaseIn(environment, async (database) => {
          if (!(await ownUsers(database).remove(username))) throw unknownUser(username);
        });
        print(`removed ${JSON.stringify(username)}`);
        return 0;
      }),
    );
};
