import { join } from 'node:path';
import { rekey, scratchFolder } from './scripted-shell.ts';

export const JANE = ['--username', 'jane.doe'];

/** A database of its own in which there is Jane, and the settings that an operator's commands need. */
export async function janesDatabase() {
  const url = `sqlite:${join(scratchFolder(), 'rekey.sqlite')}`;
  const environment = { REKEY_DATABASE_URL: url, REKEY_PUBLIC_URL: 'https://id.example.com/studio' };
  await rekey(environment, ['user', 'add', ...JANE, '--email', 'jane.doe@example.com']);
  return { url, environment };
}
