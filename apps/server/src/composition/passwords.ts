import { type BusyHasher, type HashFormat, hashFormatOf, passwordHasher } from '@rekey/crypto';
import { createPasswordPolicy } from '@rekey/domain';
import type { PasswordBlocklist } from '@rekey/domain/ports';
import type { PasswordNormalization } from '@rekey/domain/values';
import type { HashMapping } from '@rekey/knex';
import type { SettingsOf } from '../settings/catalogue.ts';
import { SettingsFault } from '../settings/settings-fault.ts';
import type { Composition } from './container.ts';
import { readMapping } from './database.ts';
import { HASHER, POLICY } from './tokens.ts';

/** `nfc` where the hashes are ours. A host application hashes what was typed, so for a mapped table nothing is changed unless asked. */
export function normalizationOf({ passwords, database }: SettingsOf<'passwords' | 'database'>): PasswordNormalization {
  return passwords.normalization ?? (database.mappingPath === undefined ? 'nfc' : 'none');
}

/** What nobody may have for a password, because it is what everybody tries first. */
export function serviceNamesOf({ links, branding }: SettingsOf<'links' | 'branding'>): readonly string[] {
  return [
    'rekey',
    new URL(links.publicUrl).hostname,
    ...(branding.serviceName === undefined ? [] : [branding.serviceName]),
  ];
}

/** What the mapping says of hashes; without one, and without a word, argon2id. */
function hashMappingOf({ database }: SettingsOf<'database'>): HashMapping | undefined {
  return readMapping(database)?.hash;
}

/**
 * The format in which passwords are written.
 * @throws {SettingsFault} where the mapping names none that there is
 */
export function formatFor(settings: SettingsOf<'passwords' | 'database'>): HashFormat {
  const { minimum, peppers } = settings.passwords;
  try {
    const format = hashFormatOf(hashMappingOf(settings), peppers);
    const { maximumBytes } = format.bounds;
    // Devise's pepper takes its bytes from the password's: with a long one no password would be long enough.
    if (maximumBytes !== null && maximumBytes < minimum) {
      throw new RangeError(`hash: leaves ${Math.max(maximumBytes, 0)} bytes, and a password has ${minimum} characters`);
    }
    return format;
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    throw new SettingsFault(fault.message.split('\n').map((line) => `REKEY_USERS_MAPPING: ${line}`));
  }
}

export function provideHasher(composition: Composition, settings: SettingsOf<'passwords' | 'database'>): Composition {
  return composition.provide(HASHER, () => hasherFor(settings));
}

export function hasherFor(settings: SettingsOf<'passwords' | 'database'>): BusyHasher {
  formatFor(settings);
  const { hashConcurrency, hashQueue, peppers } = settings.passwords;
  const hash = hashMappingOf(settings);
  return passwordHasher({
    peppers,
    ...(hash !== undefined && { hash }),
    ...(hashConcurrency !== undefined && { concurrency: hashConcurrency }),
    ...(hashQueue !== undefined && { queue: hashQueue }),
  });
}

export function providePolicy(
  composition: Composition,
  settings: SettingsOf<'passwords' | 'database' | 'links' | 'branding'>,
  blocklist: PasswordBlocklist,
): Composition {
  return composition.provide(POLICY, () => {
    const { bounds, counted } = formatFor(settings);
    return createPasswordPolicy({
      minimum: settings.passwords.minimum,
      normalization: normalizationOf(settings),
      serviceNames: serviceNamesOf(settings),
      blocklist,
      bounds,
      counted,
    });
  });
}
