import type { AddCommand } from './add-command.ts';
import { atDesk } from './at-desk.ts';
import { ownUsers, unknownUser } from './own-users.ts';

export const userRemoveCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('remove')
    .description('remove a user; links that were mailed die')
    .requiredOption('--username <name>')
    .action(
      run<{ username: string }>(async ({ username }) => {
        await atDesk(environment, async (desk) => {
          if (!(await ownUsers(desk).remove(username))) throw unknownUser(username);
        });
        print(`removed ${JSON.stringify(username)}`);
        return 0;
      }),
    );
};
