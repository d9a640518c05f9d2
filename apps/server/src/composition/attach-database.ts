import {
  type Answers,
  type AttachOutcome,
  attach,
  knownApplications,
  type MappingFile,
  type SessionsFile,
} from '@rekey/attach';
import { HASH_FORMATS, hashFormatOf, recogniseHash } from '@rekey/crypto';
import { openDatabase, openInspector } from '@rekey/knex';
import { type DatabaseSettings, refuseMissingDatabase } from './database.ts';
import { sharedNames } from './shared-names.ts';

/** Looks at the database, and closes it again. */
export async function lookAtDatabase(
  settings: DatabaseSettings,
  role: string,
  answers: Answers,
): Promise<AttachOutcome> {
  refuseMissingDatabase(settings);
  const { inspector, close } = openInspector(settings);
  try {
    return await attach(
      { inspector, applications: knownApplications(), describeHash: recogniseHash, hashFormats: HASH_FORMATS, role },
      answers,
    );
  } finally {
    await close();
  }
}

/** Tries what a reset would do with this mapping; throws what is in its way. Answers what else an operator should know, a sentence each. */
export async function checkMapping(
  { url }: DatabaseSettings,
  mapping: MappingFile,
  sessions: SessionsFile | null,
): Promise<readonly string[]> {
  const { longest, weakness } = hashFormatOf(mapping.hash);
  const database = openDatabase({ url, mapping, ...(sessions !== null && { sessions }) });
  try {
    await database.checkUsersTable(longest);
    await database.checkSessionsTable();
    return [await sharedNames(database), weakness].filter((note) => note !== null);
  } finally {
    await database.close();
  }
}
