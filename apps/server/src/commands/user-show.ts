import type { Composition } from '../composition/container.ts';
import { DATABASE } from '../composition/tokens.ts';
import { isoOrNull } from '../log/iso-time.ts';
import type { AddCommand } from './add-command.ts';
import { atDesk } from './at-desk.ts';
import { unknownUser } from './own-users.ts';

export const userShowCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('show')
    .description('print a user as JSON, without the password hash')
    .requiredOption('--username <name>')
    .action(
      run<{ username: string }>(async ({ username }) => {
        print(JSON.stringify(await atDesk(environment, (desk) => shown(desk, username))));
        return 0;
      }),
    );
};

async function shown(desk: Composition, username: string) {
  const { users, directory } = desk.get(DATABASE);
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
