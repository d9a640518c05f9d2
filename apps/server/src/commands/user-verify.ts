import { recogniseHash } from '@rekey/crypto';
import { normalizePassword } from '@rekey/domain/values';
import { hasherFor, normalizationOf } from '../composition/passwords.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { AddCommand } from './add-command.ts';
import { unknownUser } from './own-users.ts';
import { withoutFinalNewline } from './parse-options.ts';
import { withDatabase } from './with-database.ts';

const FOREIGN_HASH = 'the stored hash is of no format that Rekey can read';

export const userVerifyCommand: AddCommand = (parent, { environment, print, complain, readInput }, run) => {
  parent
    .command('verify')
    .description('does this password fit? exit 0: yes, 1: no, 2: no such user')
    .requiredOption('--username <name>')
    .requiredOption('--password-stdin', 'read the password from standard input')
    .action(
      run<{ username: string }>(async ({ username }) => {
        const settings = readSettings(environment, ['database', 'passwords']);
        const fits = await withDatabase(settings.database, async (database) => {
          const stored = await database.passwordHashOf(username);
          if (stored === null) throw unknownUser(username);
          if (stored.hash !== null && recogniseHash(stored.hash) === null) complain(FOREIGN_HASH);
          const password = normalizePassword(withoutFinalNewline(await readInput()), normalizationOf(settings));
          return stored.hash !== null && hasherFor(settings).verify(password, stored.hash);
        });
        print(fits ? 'yes' : 'no');
        return fits ? 0 : 1;
      }),
    );
};
