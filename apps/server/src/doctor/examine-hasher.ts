import type { NewPassword } from '@rekey/domain';
import { hasherFor } from '../composition/passwords.ts';
import { faultLine } from '../log/fault-fields.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import { type Finding, well, wrong } from './finding.ts';

const ADVICE = 'install again on this machine (npm ci): the native part of @node-rs/argon2 is chosen by its platform';
const SAMPLE = 'a password of nobody' as NewPassword;

/** Makes a hash and checks it, as the first reset would: where argon2 does not load, nothing else shows it before that. */
export async function examineHasher(settings: SettingsOf<'passwords'>): Promise<readonly Finding[]> {
  try {
    const hasher = hasherFor(settings);
    const hash = await hasher.hash(SAMPLE);
    if (await hasher.verify(SAMPLE, hash)) return [well('hashes', 'passwords can be hashed')];
    return [wrong('hashes', `a hash does not fit its own password: ${ADVICE}`)];
  } catch (fault) {
    return [wrong('hashes', `${faultLine(fault)}: ${ADVICE}`)];
  }
}
