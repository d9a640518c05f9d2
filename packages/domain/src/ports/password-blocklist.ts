import type { NewPassword } from '../values/password.ts';

/**
 * Knows passwords that attackers try first (NIST SP 800-63B-4 3.1.1.2).
 *
 * Contract: `passwordBlocklistContract`.
 */
export interface PasswordBlocklist {
  /** Compares the whole password, upper and lower case alike. */
  has(password: NewPassword): boolean;
}
