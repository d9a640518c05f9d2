import { closest } from 'fastest-levenshtein';
import type { Environment } from './environment.ts';
import { readJsonObject } from './files.ts';
import { settingNames } from './read-settings.ts';
import { SettingsFault } from './settings-fault.ts';

/** Settings of a file beside those of the environment, which win. */
export interface Configured {
  readonly environment: Environment;
  /** The names that the file decides. */
  readonly fromFile: ReadonlySet<string>;
}

const OPTION = '--config';

/** Takes `--config FILE` out of a command line, wherever it stands. */
export function takeConfigPath(args: readonly string[]): {
  readonly path: string | null;
  readonly rest: readonly string[];
} {
  const at = args.findIndex((arg) => arg === OPTION || arg.startsWith(`${OPTION}=`));
  const found = args[at];
  if (found === undefined) return { path: null, rest: args };
  if (found !== OPTION) return { path: found.slice(OPTION.length + 1), rest: args.toSpliced(at, 1) };
  const path = args[at + 1];
  if (path === undefined) throw new SettingsFault([`${OPTION} wants the path of a JSON file with settings`]);
  return { path, rest: args.toSpliced(at, 2) };
}

/** The environment, completed by a JSON file with the same names. Throws what is wrong in the file, a line each. */
export function withConfigFile(environment: Environment, path: string): Configured {
  // An editor's own member: where the schema of this file is.
  const { $schema: _, ...members } = readJsonObject(OPTION, path);
  const names = settingNames();
  const faults = Object.entries(members).flatMap(([name, value]) => faultOf(name, value, names, path));
  if (faults.length > 0) throw new SettingsFault(faults);
  const told = Object.entries(members).filter(([name]) => (environment[name] ?? '') === '');
  return {
    environment: { ...environment, ...Object.fromEntries(told.map(([name, value]) => [name, String(value)])) },
    fromFile: new Set(told.map(([name]) => name)),
  };
}

function faultOf(name: string, value: unknown, names: readonly string[], path: string): readonly string[] {
  if (!names.includes(name)) {
    return [`${path}: ${name} is not a setting of Rekey; do you mean ${closest(name.toUpperCase(), [...names])}?`];
  }
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? []
    : [`${path}: ${name} wants a text, a number, true or false`];
}
