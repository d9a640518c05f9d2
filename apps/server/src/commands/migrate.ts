import { databasePlace, openDatabaseOf } from '../composition/database.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { AddCommand } from './add-command.ts';

export const migrateCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('migrate')
    .description('bring the database schema up to date, nothing else')
    .action(
      run(async () => {
        const settings = readSettings(environment, ['database']).database;
        const database = openDatabaseOf(settings);
        try {
          const ran = await database.migrate();
          const what = ran.length === 0 ? 'was up to date' : `is up to date, ran ${ran.join(', ')}`;
          print(`${databasePlace(settings)} ${what}`);
          return 0;
        } finally {
          await database.close();
        }
      }),
    );
};
