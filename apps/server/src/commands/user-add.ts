import { normalizePassword, type PasswordHash } from '@rekey/domain/values';
import { bringUpToDate, openDatabaseOf } from '../composition/database.ts';
import { hasherFor, normalizationOf } from '../composition/passwords.ts';
import { Refusal } from '../refusal.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { AddCommand } from './add-command.ts';
import { ownUsers } from './own-users.ts';
import { validEmail, validLocale, validName, validUsername, withoutFinalNewline } from './parse-options.ts';

interface Options {
  readonly username: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly locale?: string;
  readonly external?: true;
  readonly disabled?: true;
  readonly passwordStdin?: true;
}

export const userAddCommand: AddCommand = (parent, { environment, print, readInput }, run) => {
  parent
    .command('add')
    .description('add a user; the password policy does not apply')
    .requiredOption('--username <name>', 'exactly what the user will type')
    .option('--email <address>', 'where links are mailed')
    .option('--first-name <name>')
    .option('--last-name <name>')
    .option('--locale <tag>', 'the language of mails to this user, such as de or fr-CA')
    .option('--external', 'the password is kept elsewhere (LDAP, SSO) and cannot be reset')
    .option('--disabled', 'cannot reset a password until enabled')
    .option('--password-stdin', 'read the password from standard input')
    .action(
      run<Options>(async (options) => {
        const settings = readSettings(environment, ['database', 'passwords']);
        const username = validUsername(options.username);
        const email = validEmail(options.email) ?? null;
        const firstName = validName('--first-name', options.firstName);
        const lastName = validName('--last-name', options.lastName);
        const locale = validLocale(options.locale) ?? null;
        const database = openDatabaseOf(settings.database);
        try {
          const users = ownUsers(database);
          // The first user is often added before anything was ever served.
          await bringUpToDate(database, settings.database.migrate);
          const passwordHash = options.passwordStdin ? await hashOf(await readInput(), settings) : null;
          const { external = false, disabled = false } = options;
          const names = { username, email, firstName, lastName, locale };
          const added = await users.add({ ...names, externallyManaged: external, enabled: !disabled, passwordHash });
          if (added === 'exists') throw new Refusal(`there is a user ${JSON.stringify(username)} already`);
          print(`added ${JSON.stringify(username)}`);
          return 0;
        } finally {
          await database.close();
        }
      }),
    );
};

async function hashOf(input: string, settings: SettingsOf<'database' | 'passwords'>): Promise<PasswordHash> {
  const password = normalizePassword(withoutFinalNewline(input), normalizationOf(settings));
  if (password === '') throw new Refusal('--password-stdin wants a password on standard input');
  return hasherFor(settings).hash(password);
}
