import type { NewPassword } from '@rekey/domain/values';
import { formatFor, hasherFor } from '../composition/passwords.ts';
import { faultLine } from '../log/fault-fields.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import { type Finding, well, wrong } from './finding.ts';

const ADVICE =
  'install again on this machine (npm ci): the native parts of @node-rs/argon2 and @node-rs/bcrypt are chosen by its platform';
const SAMPLE = 'a password of nobody' as NewPassword;

/** Makes a hash and checks it, as the first reset would: where argon2 does not load, nothing else shows it before that. */
export async function examineHasher(settings: SettingsOf<'passwords' | 'database'>): Promise<readonly Finding[]> {
  try {
    const hasher = hasherFor(settings);
    const hash = await hasher.hash(SAMPLE);
    const { name, weakness } = formatFor(settings);
    if (await hasher.verify(SAMPLE, hash)) {
      const note = weakness === null ? [] : [well('hashes', `but note: ${weakness}`)];
      return [well('hashes', `passwords can be hashed, as ${name}`), ...note];
    }
    return [wrong('hashes', `a hash does not fit its own password: ${ADVICE}`)];
  } catch (fault) {
    return [wrong('hashes', `${faultLine(fault)}: ${ADVICE}`)];
  }
}
