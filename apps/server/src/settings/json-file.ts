import { readFileSync } from 'node:fs';
import { SettingsFault } from './settings-fault.ts';

/** The object in the JSON file that a setting names. */
export function readJsonObject(setting: string, path: string): Record<string, unknown> {
  const value = parse(setting, path, read(setting, path));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SettingsFault([`${setting} wants a JSON object in ${path}`]);
  }
  return value as Record<string, unknown>;
}

function read(setting: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    throw new SettingsFault([`${setting} wants a file that can be read; ${path} cannot (${code})`]);
  }
}

function parse(setting: string, path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SettingsFault([`${setting} wants JSON; ${path} is not`]);
  }
}
