import { missingIndexes } from '@rekey/attach';
import { recogniseHash } from '@rekey/crypto';
import { type Database, openInspector } from '@rekey/knex';
import type { SettingsOf } from '../settings/catalogue.ts';
import { readMappings } from './database.ts';
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
  return [...notes, ...(await slowLookUps(settings.database)), ...(weakness === null ? [] : [weakness])];
}

/** A look-up that no index serves reads a table from end to end: nothing at a thousand users, seconds at a million. */
async function slowLookUps(settings: SettingsOf<'database'>['database']): Promise<readonly string[]> {
  const { users, sessions } = readMappings(settings);
  if (users === null) return [];
  const { inspector, close } = openInspector(settings);
  try {
    const wanted = missingIndexes(await inspector.describe(), users, sessions);
    return wanted.map(
      (statement) => `no index serves a look-up, which then reads the whole table; make one: ${statement}`,
    );
  } finally {
    await close();
  }
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
