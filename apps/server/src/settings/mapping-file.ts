import { readFileSync } from 'node:fs';
import { SettingsFault } from './settings-fault.ts';

/** A setting that names the file of a mapping. */
export type MappingVariable = 'REKEY_USERS_MAPPING' | 'REKEY_SESSIONS_MAPPING';

/** Reads the file that the setting names. What must stand in it, the database adapter checks. */
export function readMapping<Mapping>(variable: MappingVariable, path: string): Mapping {
  const mapping: unknown = parseJson(variable, path, read(variable, path));
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) {
    throw new SettingsFault([`${variable} wants a JSON object with a "table" in ${path}`]);
  }
  return mapping as Mapping;
}

function read(variable: MappingVariable, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    throw new SettingsFault([`${variable} wants a file that can be read; ${path} cannot (${code})`]);
  }
}

function parseJson(variable: MappingVariable, path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SettingsFault([`${variable} wants JSON; ${path} is not`]);
  }
}
