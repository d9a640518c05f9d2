import { type HashMapping, passwordHasher } from '@rekey/crypto';
import type { NewPassword } from '@rekey/domain/values';

export const OLD_PASSWORD = 'the old password, chosen long ago';

/** A hash of the old password in the application's own format and cost. */
export async function oldHash(hash: HashMapping): Promise<string> {
  return passwordHasher({ hash }).hash(OLD_PASSWORD as NewPassword);
}
