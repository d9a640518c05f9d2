import { createRetryLetter } from '@rekey/domain';
import type { LetterId } from '@rekey/domain/values';
import { Refusal } from '../refusal.ts';
import type { AddCommand } from './add-command.ts';
import { withDatabaseIn } from './with-database.ts';

export const mailRetryCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('retry')
    .description('make a dead letter due now')
    .requiredOption('--id <number>', 'as `rekey mail list` shows it')
    .action(
      run<{ id: string }>(async ({ id }) => {
        const answer = await withDatabaseIn(environment, async ({ units }) =>
          isLetterId(id) ? createRetryLetter({ units })(id) : 'unknown',
        );
        if (answer === 'unknown') throw new Refusal(`there is no letter ${JSON.stringify(id)}`, 2);
        if (answer === 'not-dead') throw new Refusal(`letter ${id} is not dead`);
        print(`letter ${id} is due now`);
        return 0;
      }),
    );
};

/** What a 64-bit integer can be: a database takes anything else for an error, not for an unknown letter. */
function isLetterId(raw: string): raw is LetterId {
  return /^[1-9]\d{0,17}$/.test(raw);
}
