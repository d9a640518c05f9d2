import { recogniseHash } from '@rekey/crypto';
import type { Database } from '@rekey/knex';
import type { SettingsOf } from '../settings/catalogue.ts';
import { formatFor } from './passwords.ts';

/**
 * Throws, with what is wrong, unless a reset would work on a mapped users table and its application could read the new hash. Answers
 * what else an operator should know, a sentence each. Without a mapping there is nothing to check.
 */
export async function checkMapping(
  database: Database,
  settings: SettingsOf<'passwords' | 'database'>,
): Promise<readonly string[]> {
  if (settings.database.mappingPath === undefined) return [];
  const { name, longest, weakness } = formatFor(settings);
  const notes = await database.checkUsersTable(longest);
  await refuseOtherFormats(database, name);
  return [...notes, ...(weakness === null ? [] : [weakness])];
}

/** Formats that one sign-in reads beside each other. */
const FAMILIES: readonly (readonly string[])[] = [
  ['django-pbkdf2', 'django-argon2', 'django-bcrypt-sha256', 'django-scrypt'],
  ['werkzeug-scrypt', 'werkzeug-pbkdf2'],
  ['wordpress', 'phpass', 'bcrypt'],
  ['spring-bcrypt'],
];

/** A hash that the sign-in can't read would lock its user out at the first reset. */
async function refuseOtherFormats(database: Database, written: string): Promise<void> {
  const counts = await database.countStoredHashes((hash) => recogniseHash(hash)?.format ?? 'unknown');
  const family = FAMILIES.find((formats) => formats.includes(written)) ?? [written];
  const known = [...counts].filter(([format]) => format !== 'unknown').sort(([, one], [, other]) => other - one);
  const [most] = known;
  if (most === undefined || known.some(([format]) => family.includes(format))) return;
  throw new Error(
    `the mapping of the users table does not fit the database: its hashes are ${most[0]}, and Rekey would write ${written}, ` +
      `which its sign-in may not read; set "hash": { "format": "${most[0]}" }`,
  );
}
