import { readFileSync } from 'node:fs';
import type { UsersTableMapping } from '@rekey/knex';
import { SettingsFault } from './settings-fault.ts';

/** Reads the file that `REKEY_USERS_MAPPING` names. What its columns must be, the database adapter checks. */
export function readUsersMapping(path: string): UsersTableMapping {
  const mapping: unknown = parseJson(read(path), path);
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) {
    throw new SettingsFault([`REKEY_USERS_MAPPING wants a JSON object with "table" and "columns" in ${path}`]);
  }
  return mapping as UsersTableMapping;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    throw new SettingsFault([`REKEY_USERS_MAPPING wants a file that can be read; ${path} cannot (${code})`]);
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SettingsFault([`REKEY_USERS_MAPPING wants JSON; ${path} is not`]);
  }
}
