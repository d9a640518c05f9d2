import type { Database } from '@rekey/knex';
import { isoOrNull } from '../log/iso-time.ts';
import type { AddCommand } from './add-command.ts';
import { unknownUser } from './own-users.ts';
import { withDatabaseIn } from './with-database.ts';

export const userShowCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('show')
    .description('print a user as JSON, without the password hash')
    .requiredOption('--username <name>')
    .action(
      run<{ username: string }>(async ({ username }) => {
        print(JSON.stringify(await withDatabaseIn(environment, (database) => shown(database, username))));
        return 0;
      }),
    );
};

async function shown({ users, directory }: Database, username: string) {
  const own = await users?.show(username);
  const user = own ?? (await directory.findByName(username));
  if (user === null) throw unknownUser(username);
  return {
    username: user.username,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    externally_managed: user.externallyManaged,
    enabled: user.enabled,
    ...(user.locale != null && { locale: user.locale }),
    password_changed_at: isoOrNull(own?.passwordChangedAt ?? null),
  };
}
