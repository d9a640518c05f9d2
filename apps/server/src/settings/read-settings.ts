import Joi from 'joi';
import { catalogue, type GroupName, type SettingsOf } from './catalogue.ts';
import type { Environment } from './environment.ts';
import { fileSettingOf, SECRETS, withSecretsFromFiles } from './secret-files.ts';
import type { Group, Setting } from './setting.ts';
import { SettingsFault } from './settings-fault.ts';

/** Reads the groups that a command needs, and throws one `SettingsFault` with everything that is wrong in them. */
export function readSettings<Name extends GroupName>(
  environment: Environment,
  names: readonly Name[],
): SettingsOf<Name> {
  const settings = names.flatMap((name) => settingsIn(catalogue[name]));
  const schema = Joi.object(Object.fromEntries(settings.map(({ name, schema }) => [name, schema])));
  const wanted = settings.map(({ name }) => name);
  const { environment: complete, faults } = withSecretsFromFiles(environment, wanted);
  const { error, value } = schema.validate(complete, { abortEarly: false, stripUnknown: true });
  // A setting whose file is at fault is not missing as well.
  const wrong = (error?.details ?? []).filter(({ path }) => !faults.has(String(path[0])));
  const lines = [...faults.values(), ...wrong.map(lineOf)];
  if (lines.length > 0) throw new SettingsFault([...new Set(lines)]);

  const groups = names.map((name) => [name, pick(catalogue[name], value)]);
  // Built from the same catalogue that the type is made from.
  return Object.fromEntries(groups) as SettingsOf<Name>;
}

function lineOf({ message, context }: Joi.ValidationErrorItem): string {
  const seen: unknown = context?.['seen'];
  return typeof seen === 'string' ? `${message}; ${seen}` : message;
}

/** Variables that look like settings and are none: most often a typing error that leaves a default in force. */
export function unknownSettings(environment: Environment): readonly string[] {
  const known = new Set(settingNames());
  return Object.keys(environment).filter((name) => name.startsWith('REKEY_') && !known.has(name));
}

/** The name of every setting, and of every file that may hold one. */
export function settingNames(): readonly string[] {
  const names = Object.values(catalogue)
    .flatMap(settingsIn)
    .map(({ name }) => name);
  return [...names, ...SECRETS.map(fileSettingOf)];
}

function settingsIn(group: Group): readonly Setting<unknown>[] {
  return Object.values(group);
}

function pick(group: Group, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(group).map(([key, { name }]) => [key, values[name]]));
}
