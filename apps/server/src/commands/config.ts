import { effectiveSettings } from '../settings/effective-settings.ts';
import type { AddCommand } from './add-command.ts';
import { table } from './table.ts';

export const configCommand: AddCommand = (parent, { environment, fromConfigFile, print }, run) => {
  parent
    .command('config')
    .description('print the settings in force and where each comes from, secrets masked')
    .option('--json', 'print one JSON array')
    .action(
      run<{ json?: boolean }>(async ({ json = false }) => {
        const settings = effectiveSettings(environment, fromConfigFile ?? new Set());
        print(json ? JSON.stringify(settings) : table(['name', 'value', 'source'], settings));
        return 0;
      }),
    );
};
