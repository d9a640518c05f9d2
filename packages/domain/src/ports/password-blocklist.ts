import type { NewPassword } from '../values/password.ts';

/**
 * Knows passwords that attackers try first (NIST SP 800-63B-4 3.1.1.2).
 *
 * - `has` compares the whole password, upper and lower case alike.
 *
 * Contract: `passwordBlocklistContract`.
 */
export interface PasswordBlocklist {
  has(password: NewPassword): boolean;
}
