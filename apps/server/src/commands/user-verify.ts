import { recogniseHash } from '@rekey/crypto';
import { normalizePassword } from '@rekey/domain';
import { composePasswordDesk } from '../composition/compose-desk.ts';
import { normalizationOf } from '../composition/passwords.ts';
import { DATABASE, HASHER } from '../composition/tokens.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { AddCommand } from './add-command.ts';
import { atDeskOf } from './at-desk.ts';
import { unknownUser } from './own-users.ts';
import { withoutFinalNewline } from './parse-options.ts';

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
        const fits = await atDeskOf(settings.database, composePasswordDesk(settings), async (desk) => {
          const stored = await desk.get(DATABASE).passwordHashOf(username);
          if (stored === null) throw unknownUser(username);
          if (stored.hash !== null && recogniseHash(stored.hash) === null) complain(FOREIGN_HASH);
          const password = normalizePassword(withoutFinalNewline(await readInput()), normalizationOf(settings));
          return stored.hash !== null && desk.get(HASHER).verify(password, stored.hash);
        });
        print(fits ? 'yes' : 'no');
        return fits ? 0 : 1;
      }),
    );
};
