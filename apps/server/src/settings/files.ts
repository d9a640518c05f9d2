import { readFileSync, statSync } from 'node:fs';
import { extname, isAbsolute } from 'node:path';
import { type Pepper, parsePeppers } from '@rekey/crypto';
import type { Logo } from '@rekey/pages';
import type { Diagnose } from './setting.ts';
import { SettingsFault } from './settings-fault.ts';

const LOGO_TYPES: Readonly<Record<string, Logo['type']>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
};
// It is in memory, and people on phones pay for it.
const LARGEST_LOGO_BYTES = 102_400;

/** The picture at a path, or `undefined` where there is none that pages can show. */
export function readLogo(path: string): Logo | undefined {
  const type = LOGO_TYPES[extname(path).toLowerCase()];
  const bytes = type === undefined ? undefined : readIfThere(path);
  if (type === undefined || bytes === undefined || bytes.length > LARGEST_LOGO_BYTES) return undefined;
  return { bytes, type };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

export const logoFault: Diagnose = (path) => {
  if (LOGO_TYPES[extname(path).toLowerCase()] === undefined) return 'its name ends otherwise';
  return unreadable(path) ?? (statSync(path).size > LARGEST_LOGO_BYTES ? 'it is larger' : undefined);
};

/** What stands in a file of peppers, or `undefined`. */
export function readPeppers(path: string): readonly Pepper[] | undefined {
  try {
    return parsePeppers(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The parser names the line, not what stands in it; an id that is none may be a key in its place. */
export const peppersFault: Diagnose = (path) => {
  try {
    parsePeppers(readFileSync(path, 'utf8'));
    return undefined;
  } catch (fault) {
    return fault instanceof RangeError ? fault.message.replace(/, not .*$/s, '') : unreadable(path);
  }
};

/** Why a file can't be read, without its path: that is what the setting holds. */
export function unreadable(path: string): string | undefined {
  try {
    readFileSync(path);
    return undefined;
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    const from = isAbsolute(path) ? '' : `; a relative path counts from ${process.cwd()}`;
    return `that file cannot be read (${code}${CODES[code ?? ''] ?? ''})${from}`;
  }
}

const CODES: Readonly<Record<string, string>> = {
  ENOENT: ', it is not there',
  EACCES: ', this user may not',
  EISDIR: ', it is a folder',
};

/** The object in the JSON file that a setting names. */
export function readJsonObject(setting: string, path: string): Record<string, unknown> {
  const value = parseJson(setting, path, read(setting, path));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SettingsFault([`${setting} wants a JSON object in ${path}`]);
  }
  return value as Record<string, unknown>;
}

function read(setting: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new SettingsFault([`${setting} wants a file that can be read, and names ${path}: ${unreadable(path)}`]);
  }
}

function parseJson(setting: string, path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (fault) {
    // Only the place: the message quotes what stands there.
    const position = /at position (\d+)/.exec(String(fault))?.[1];
    const line = position === undefined ? '' : `, see line ${text.slice(0, Number(position)).split('\n').length}`;
    throw new SettingsFault([`${setting} wants JSON; ${path} is not${line}`]);
  }
}
