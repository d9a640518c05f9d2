import type { AuditWriter } from './audit.ts';
import type { LettersInUnit } from './letters.ts';
import type { ReportsInUnit, TokensInUnit } from './reset-tokens.ts';
import type { SessionRevoker, UsersInUnit } from './users.ts';

/**
 * What one transaction can touch. Lock order, everywhere: users, tokens, sessions, letters, audit.
 */
export interface Unit {
  readonly users: UsersInUnit;
  readonly tokens: TokensInUnit;
  readonly sessions: SessionRevoker;
  readonly reports: ReportsInUnit;
  readonly letters: LettersInUnit;
  readonly audit: AuditWriter;
}

/**
 * Runs work as one transaction.
 *
 * Contract: `unitOfWorkContract`.
 */
export interface UnitOfWork {
  /**
   * All of the work is durable when this answers, or none of it.
   *
   * - A throw inside the work rolls everything back and comes out as it was thrown.
   * - Work may be run again from its start (serialisation failure, deadlock), so it must have no
   *   effect outside its unit.
   * - Throws `Overloaded` where too many units wait, or one has waited too long: nothing has begun.
   * - Throws `CommitUnknown` where the answer to the commit was lost: the work is durable or not,
   *   and only looking again tells.
   */
  run<Result>(work: (unit: Unit) => Promise<Result>): Promise<Result>;
}

/**
 * The answer to a commit was lost. Look again, on another connection, before telling anybody
 * anything.
 */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';

  constructor(cause: unknown) {
    super('the answer to a commit was lost', { cause });
  }
}
