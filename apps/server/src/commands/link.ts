import { cryptoTokenSource } from '@rekey/crypto';
import { createIssueLink, type IssueLinkOutcome } from '@rekey/domain';
import { linkTo } from '../composition/texts.ts';
import { Refusal } from '../refusal.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { AddCommand } from './add-command.ts';
import { unknownUser } from './own-users.ts';
import { withDatabase } from './with-database.ts';

export const linkCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('link')
    .description('print a fresh one-time link, once: the way in when mail is what is broken')
    .requiredOption('--username <name>')
    .action(
      run<{ username: string }>(async ({ username }) => {
        const { database, links } = readSettings(environment, ['database', 'links']);
        const { tokenLifeMs } = links;
        const outcome = await withDatabase(database, ({ units }) =>
          createIssueLink({ units, source: cryptoTokenSource(), link: linkTo(links), tokenLifeMs })(username),
        );
        print(linkIn(outcome, username));
        return 0;
      }),
    );
};

function linkIn(outcome: IssueLinkOutcome, username: string): string {
  const name = JSON.stringify(username);
  switch (outcome.kind) {
    case 'issued':
      return outcome.link;
    case 'unknown-user':
      throw unknownUser(username);
    case 'externally-managed':
      throw new Refusal(`the password of ${name} is kept elsewhere: reset it there`);
    case 'disabled':
      throw new Refusal(`${name} is disabled: rekey user set --username ${name} --enable`);
  }
}
