import { createRevokeTokens } from '@rekey/domain';
import { Option } from 'commander';
import { Refusal } from '../refusal.ts';
import type { AddCommand } from './add-command.ts';
import { unknownUser } from './own-users.ts';
import { withDatabaseIn } from './with-database.ts';

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
        if (username === undefined && !all) throw new Refusal('whose tokens? --username <name>, or --all');
        const outcome = await withDatabaseIn(environment, ({ units }) => {
          const revoke = createRevokeTokens({ units });
          return username === undefined ? revoke.all() : revoke.of(username);
        });
        if (outcome.kind === 'unknown-user') throw unknownUser(username ?? '');
        print(`${outcome.count} live ${outcome.count === 1 ? 'token' : 'tokens'} revoked`);
        return 0;
      }),
    );
};
