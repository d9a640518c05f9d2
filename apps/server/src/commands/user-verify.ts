import { normalizePassword } from '@rekey/domain';
import { composePasswordDesk } from '../composition/compose-desk.ts';
import { normalizationOf } from '../composition/passwords.ts';
import { HASHER } from '../composition/tokens.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { ExitCode } from '../shell.ts';
import type { AddCommand } from './add-command.ts';
import { atDesk } from './at-desk.ts';
import { ownUsers, unknownUser } from './own-users.ts';
import { withoutFinalNewline } from './parse-options.ts';

export const userVerifyCommand: AddCommand = (parent, { environment, print, readInput }, run) => {
  parent
    .command('verify')
    .description('does this password fit? exit 0: yes, 1: no, 2: no such user')
    .requiredOption('--username <name>')
    .requiredOption('--password-stdin', 'read the password from standard input')
    .action(
      run<{ username: string }>(async ({ username }) => {
        const settings = readSettings(environment, ['database', 'passwords']);
        return atDesk<ExitCode>(
          settings.database,
          () => composePasswordDesk(settings),
          async (desk) => {
            const stored = await ownUsers(desk).passwordHashOf(username);
            if (stored === null) throw unknownUser(username);
            const password = normalizePassword(withoutFinalNewline(await readInput()), normalizationOf(settings));
            const fits = stored.hash !== null && (await desk.get(HASHER).verify(password, stored.hash));
            print(fits ? 'yes' : 'no');
            return fits ? 0 : 1;
          },
        );
      }),
    );
};
