import type { Brand } from './brand.ts';

/** A password that somebody wants to have from now on, already normalised. Lives in memory only. */
export type NewPassword = Brand<string, 'NewPassword'>;

/** A stored hash in PHC string format, salt and parameters included. */
export type PasswordHash = Brand<string, 'PasswordHash'>;

/** `nfc`: composed before it is counted and hashed; `none`: taken as it is, for a host application that hashes the raw text. */
export type PasswordNormalization = 'nfc' | 'none';

/** One spelling for one password, so that the same keys on another machine open the same account (NIST SP 800-63B-4 3.1.1.2). */
export function normalizePassword(raw: string, normalization: PasswordNormalization): NewPassword {
  return (normalization === 'nfc' ? raw.normalize('NFC') : raw) as NewPassword;
}
