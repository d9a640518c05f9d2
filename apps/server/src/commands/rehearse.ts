import { cryptoTokenSource } from '@rekey/crypto';
import { createRehearseReset, type RehearseResetOutcome } from '@rekey/domain';
import { hasherFor } from '../composition/passwords.ts';
import { masked } from '../log/masked.ts';
import { Refusal } from '../refusal.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { AddCommand } from './add-command.ts';
import { unknownUser } from './own-users.ts';
import { withDatabase } from './with-database.ts';

export const rehearseCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('rehearse')
    .description('a whole reset for one user, rolled back: no mail, nothing left')
    .requiredOption('--username <name>')
    .action(
      run<{ username: string }>(async ({ username }) => {
        const settings = readSettings(environment, ['database', 'passwords']);
        await withDatabase(settings.database, async ({ units, writtenColumns }) => {
          const rehearse = createRehearseReset({ units, source: cryptoTokenSource(), hasher: hasherFor(settings) });
          for (const line of rehearsalLines(await rehearse(username), username, writtenColumns)) print(line);
        });
        return 0;
      }),
    );
};

function rehearsalLines(
  outcome: RehearseResetOutcome,
  username: string,
  columns: readonly string[],
): readonly string[] {
  const name = JSON.stringify(username);
  switch (outcome.kind) {
    case 'unknown-user':
      throw unknownUser(username);
    case 'externally-managed':
      throw new Refusal(`a reset would fail: the password of ${name} is kept elsewhere`);
    case 'disabled':
      throw new Refusal(`a reset would fail: ${name} is disabled`);
    case 'no-mailbox':
      throw new Refusal(`a reset would fail: ${name} has no e-mail address that mail can go to`);
    case 'rehearsed':
      return [
        `a reset works for ${name}: written, read back and rolled back`,
        `it would write ${columns.join(', ')}`,
        `the mail would go to ${masked(outcome.mailbox)}`,
        `sessions that would end: ${outcome.sessionsEnded}`,
      ];
  }
}
