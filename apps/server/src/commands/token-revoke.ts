import { Option } from 'commander';
import { composeDesk } from '../composition/compose-desk.ts';
import { REVOKE_TOKENS } from '../composition/tokens.ts';
import { Refusal } from '../refusal.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { ExitCode } from '../shell.ts';
import type { AddCommand } from './add-command.ts';
import { atDesk } from './at-desk.ts';
import { unknownUser } from './own-users.ts';

interface Options {
  readonly username?: string;
  readonly all?: true;
}

export const tokenRevokeCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('revoke')
    .description('kill live links, of one user or all of them')
    .option('--username <name>')
    .addOption(new Option('--all', 'every live link: after a restore from backup').conflicts('username'))
    .action(
      run<Options>(async ({ username, all }) => {
        const { database } = readSettings(environment, ['database']);
        if (username === undefined && !all) throw new Refusal('whose tokens? --username <name>, or --all');
        return atDesk<ExitCode>(
          database,
          () => composeDesk(database),
          async (desk) => {
            const revoke = desk.get(REVOKE_TOKENS);
            const outcome = await (username === undefined ? revoke.all() : revoke.of(username));
            if (outcome.kind === 'unknown-user') throw unknownUser(username ?? '');
            print(`${outcome.count} live ${outcome.count === 1 ? 'token' : 'tokens'} revoked`);
            return 0;
          },
        );
      }),
    );
};
