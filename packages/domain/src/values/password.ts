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

/** Which passwords a format of hashes can tell apart; any other would be cut off without a word. */
export interface PasswordBounds {
  /** The longest, in bytes of UTF-8; `null` for any length. bcrypt reads 72. */
  readonly maximumBytes: number | null;
  /** Whether a NUL counts. */
  readonly nul: boolean;
}

export function fitsBounds(password: string, { maximumBytes, nul }: PasswordBounds): boolean {
  if (!nul && password.includes('\0')) return false;
  return maximumBytes === null || utf8BytesOf(password) <= maximumBytes;
}

function utf8BytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
