import type { User } from '../values/user.ts';

/**
 * Ends the sessions that a user has in the host application (ASVS 7.4.3), inside a unit of work:
 * they end with the password that opened them, or not at all. The caller holds the user, and has
 * spent the token. A failure throws and the unit rolls back.
 *
 * Contract: `sessionRevokerContract`.
 */
export interface SessionRevoker {
  /**
   * Ends every session of this user and of nobody else, and answers how many it ended: 0 where the
   * host keeps no sessions that Rekey could end.
   */
  revokeAllOf(user: User): Promise<number>;
}
