import type { UserAdministration } from '@rekey/knex';
import { Option } from 'commander';
import { Refusal } from '../refusal.ts';
import type { AddCommand } from './add-command.ts';
import { ownUsers, unknownUser } from './own-users.ts';
import { validEmail, validLocale } from './parse-options.ts';
import { withDatabaseIn } from './with-database.ts';

interface Options {
  readonly username: string;
  readonly email?: string;
  readonly locale?: string;
  readonly enable?: true;
  readonly disable?: true;
  readonly external?: boolean;
}

export const userSetCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('set')
    .description('change a user')
    .requiredOption('--username <name>')
    .option('--email <address>', 'links that were mailed so far die')
    .option('--locale <tag>', 'the language of mails to this user, such as de or fr-CA')
    .option('--enable')
    .addOption(new Option('--disable').conflicts('enable'))
    .option('--external', 'the password is kept elsewhere')
    .option('--no-external', 'the password is kept here')
    .action(
      run<Options>(async (options) => {
        const { username } = options;
        const change = changeOf(options);
        await withDatabaseIn(environment, async (database) => {
          if (!(await ownUsers(database).set(username, change))) throw unknownUser(username);
        });
        print(`changed ${JSON.stringify(username)}`);
        return 0;
      }),
    );
};

function changeOf({ email, locale, enable, disable, external }: Options): Parameters<UserAdministration['set']>[1] {
  const address = validEmail(email);
  const tag = validLocale(locale);
  const change = {
    ...(address !== undefined && { email: address }),
    ...(tag !== undefined && { locale: tag }),
    ...((enable || disable) && { enabled: enable === true }),
    ...(external !== undefined && { externallyManaged: external }),
  };
  if (Object.keys(change).length === 0) {
    throw new Refusal('nothing to change: name --email, --locale, --enable, --disable, --external or --no-external');
  }
  return change;
}
