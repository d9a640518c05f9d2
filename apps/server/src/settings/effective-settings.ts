import { catalogue, type GroupName } from './catalogue.ts';
import type { Environment } from './environment.ts';
import { readSettings } from './read-settings.ts';
import { fileSettingOf, SECRETS } from './secret-files.ts';

/** One setting as it is in force. */
export interface EffectiveSetting {
  readonly name: string;
  /** As it was written, secrets masked; a default as JSON, `null` where there is none. */
  readonly value: string | null;
  readonly source: 'environment' | 'config file' | 'secret file' | 'default';
}

/** Every setting of the catalogue, in its order. A value that cannot be used is shown as it is: `rekey doctor` says what is wrong. */
export function effectiveSettings(
  environment: Environment,
  fromFile: ReadonlySet<string>,
): readonly EffectiveSetting[] {
  return Object.entries(catalogue).flatMap(([group, settings]) =>
    Object.entries(settings).map(([member, { name }]) => {
      const given = environment[name] ?? '';
      if (given !== '') {
        return {
          name,
          value: masked(name, given),
          source: fromFile.has(name) ? 'config file' : 'environment',
        } as const;
      }
      if ((environment[fileSettingOf(name)] ?? '') !== '') {
        return { name, value: `(in ${environment[fileSettingOf(name)]})`, source: 'secret file' } as const;
      }
      return { name, value: defaultOf(group as GroupName, member), source: 'default' } as const;
    }),
  );
}

/** Texts as they are written in the environment, everything else as JSON; nothing for a setting without a default. */
function defaultOf(group: GroupName, member: string): string | null {
  const values = defaultsIn(group) as Readonly<Record<string, unknown>>;
  const value = values[member];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function defaultsIn(group: GroupName) {
  const required = { REKEY_PUBLIC_URL: 'https://x.test', REKEY_SMTP_URL: 'smtp://x.test', REKEY_MAIL_FROM: 'x@x.test' };
  const values: Readonly<Record<string, unknown>> = readSettings(required, [group])[group];
  const withoutDefault = Object.entries(catalogue[group])
    .filter(([, { name }]) => name in required)
    .map(([member]) => member);
  return Object.fromEntries(Object.entries(values).filter(([member]) => !withoutDefault.includes(member)));
}

const HIDDEN = '***';

/** A token whole, of a URL its password. */
function masked(name: string, value: string): string {
  if (!(SECRETS as readonly string[]).includes(name)) return value;
  if (name.endsWith('_TOKEN')) return HIDDEN;
  // A password that was not escaped may hold an @ or a slash: everything up to the last @ belongs to it.
  return value.replace(/^(\w+:\/\/[^:@/]*:).*@/, `$1${HIDDEN}@`).replace(/([?&]password=)[^&]*/g, `$1${HIDDEN}`);
}
