import Joi from 'joi';
import { catalogue, type GroupName, type SettingsOf } from './catalogue.ts';
import type { Environment } from './environment.ts';
import type { Group, Setting } from './setting.ts';
import { SettingsFault } from './settings-fault.ts';

/** Reads the groups that a command needs, and throws one `SettingsFault` with everything that is wrong in them. */
export function readSettings<Name extends GroupName>(
  environment: Environment,
  names: readonly Name[],
): SettingsOf<Name> {
  const settings = names.flatMap((name) => settingsIn(catalogue[name]));
  const schema = Joi.object(Object.fromEntries(settings.map(({ name, schema }) => [name, schema])));
  const { error, value } = schema.validate(environment, { abortEarly: false, stripUnknown: true });
  if (error !== undefined) throw new SettingsFault([...new Set(error.details.map(lineOf))]);

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
  const known = new Set(
    Object.values(catalogue)
      .flatMap(settingsIn)
      .map(({ name }) => name),
  );
  return Object.keys(environment).filter((name) => name.startsWith('REKEY_') && !known.has(name));
}

function settingsIn(group: Group): readonly Setting<unknown>[] {
  return Object.values(group);
}

function pick(group: Group, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(group).map(([key, { name }]) => [key, values[name]]));
}
