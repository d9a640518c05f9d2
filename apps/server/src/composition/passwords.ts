import { passwordHasher } from '@rekey/crypto';
import {
  createPasswordPolicy,
  type PasswordBlocklist,
  type PasswordHasher,
  type PasswordNormalization,
} from '@rekey/domain';
import type { SettingsOf } from '../settings/catalogue.ts';
import type { Composition } from './container.ts';
import { HASHER, POLICY } from './tokens.ts';

/** `nfc` where the hashes are ours. A host application hashes what was typed, so for a mapped table nothing is changed unless asked. */
export function normalizationOf({ passwords, database }: SettingsOf<'passwords' | 'database'>): PasswordNormalization {
  return passwords.normalization ?? (database.mappingPath === undefined ? 'nfc' : 'none');
}

/** What nobody may have for a password, because it is what everybody tries first. */
export function serviceNamesOf({ links, words }: SettingsOf<'links' | 'words'>): readonly string[] {
  return ['rekey', new URL(links.publicUrl).hostname, ...(words.serviceName === undefined ? [] : [words.serviceName])];
}

export function provideHasher(composition: Composition, { passwords }: SettingsOf<'passwords'>): Composition {
  return composition.provide(HASHER, () => hasherFor({ passwords }));
}

export function hasherFor({ passwords }: SettingsOf<'passwords'>): PasswordHasher {
  const { hashConcurrency, hashQueue, peppers } = passwords;
  return passwordHasher({
    peppers,
    ...(hashConcurrency !== undefined && { concurrency: hashConcurrency }),
    ...(hashQueue !== undefined && { queue: hashQueue }),
  });
}

export function providePolicy(
  composition: Composition,
  settings: SettingsOf<'passwords' | 'database' | 'links' | 'words'>,
  blocklist: PasswordBlocklist,
): Composition {
  return composition.provide(POLICY, () =>
    createPasswordPolicy({
      minimum: settings.passwords.minimum,
      normalization: normalizationOf(settings),
      serviceNames: serviceNamesOf(settings),
      blocklist,
    }),
  );
}
