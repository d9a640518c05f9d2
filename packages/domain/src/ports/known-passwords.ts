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

/** What is known of a password's past; `unavailable` where it cannot be told at this moment. */
export type BreachVerdict = 'breached' | 'not found' | 'unavailable';

/**
 * Knows passwords that a breach made public (NIST SP 800-63B-4 3.1.1.2), usually by asking a
 * service elsewhere. Neither the password nor its whole digest leaves the process.
 *
 * Contract: `breachedPasswordsContract`.
 */
export interface BreachedPasswords {
  /**
   * Judges the whole password as it is; another spelling is another password. Where the service is
   * away, silent or talks nonsense, it answers `unavailable` within a bounded time. It never throws
   * and never takes silence for a verdict: the caller decides what not knowing means.
   */
  look(password: NewPassword): Promise<BreachVerdict>;
}
