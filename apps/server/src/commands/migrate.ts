import { composeDesk } from '../composition/compose-desk.ts';
import { databasePlace } from '../composition/database.ts';
import { DATABASE } from '../composition/tokens.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { AddCommand } from './add-command.ts';

export const migrateCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('migrate')
    .description('bring the database schema up to date, nothing else')
    .action(
      run(async () => {
        const { database } = readSettings(environment, ['database']);
        const desk = composeDesk(database);
        try {
          const ran = await desk.get(DATABASE).migrate();
          const what = ran.length === 0 ? 'was up to date' : `is up to date, ran ${ran.join(', ')}`;
          print(`${databasePlace(database)} ${what}`);
          return 0;
        } finally {
          await desk.close();
        }
      }),
    );
};
