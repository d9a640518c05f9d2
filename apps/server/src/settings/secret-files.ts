import { readFileSync } from 'node:fs';
import type { Environment } from './environment.ts';
import { unreadable } from './files.ts';

/** Settings whose value may stand in a file that `<name>_FILE` names, as Docker and Kubernetes hand out secrets. */
export const SECRETS = ['REKEY_DATABASE_URL', 'REKEY_SMTP_URL', 'REKEY_OPERATOR_TOKEN', 'REKEY_ADMIN_TOKEN'] as const;

export const fileSettingOf = (name: string): string => `${name}_FILE`;

/** A secret's file, or why there is none. */
type Found = { readonly value: string } | { readonly fault: string };

/** The environment with what those files hold, and a line for each that cannot be used. It repeats nothing of a secret. */
export function withSecretsFromFiles(
  environment: Environment,
  wanted: readonly string[],
): { readonly environment: Environment; readonly faults: ReadonlyMap<string, string> } {
  const values: Record<string, string> = {};
  const faults = new Map<string, string>();
  for (const name of SECRETS) {
    const path = environment[fileSettingOf(name)] ?? '';
    if (path === '' || !wanted.includes(name)) continue;
    const found = secretIn(name, path, environment[name]);
    if ('fault' in found) faults.set(name, found.fault);
    else values[name] = found.value;
  }
  return { environment: { ...environment, ...values }, faults };
}

function secretIn(name: string, path: string, given = ''): Found {
  const setting = fileSettingOf(name);
  if (given !== '') return { fault: `${name} and ${setting} are both set: leave one of them out` };
  const fault = unreadable(path);
  if (fault !== undefined) {
    return { fault: `${setting} wants a file that can be read, and names ${path}: ${fault}` };
  }
  // An editor, or echo, ends a line that is no part of the secret.
  const value = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  return value === '' ? { fault: `${setting} names ${path}, which is empty` } : { value };
}
