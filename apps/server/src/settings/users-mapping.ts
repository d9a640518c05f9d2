import type { UsersTableMapping } from '@rekey/knex';
import { readJsonObject } from './json-file.ts';

/** Reads the file that `REKEY_USERS_MAPPING` names. What it must hold, the database adapter checks. */
export function readUsersMapping(path: string): UsersTableMapping {
  return readJsonObject('REKEY_USERS_MAPPING', path) as unknown as UsersTableMapping;
}
