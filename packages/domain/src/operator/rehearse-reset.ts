import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { TokenSource } from '../ports/token-source.ts';
import type { Unit, UnitOfWork } from '../ports/unit-of-work.ts';
import { changePassword } from '../recovery/change-password.ts';
import type { EmailAddress } from '../values/email-address.ts';
import type { ClientAddress } from '../values/letter.ts';
import type { NewPassword, PasswordHash } from '../values/password.ts';
import { MAX_LIVE_TOKENS } from '../values/reset-token.ts';
import { mailboxOf, type User } from '../values/user.ts';
import { parseSubmittedName, type SubmittedName } from '../values/username.ts';

export interface RehearseResetDeps {
  readonly units: UnitOfWork;
  readonly source: TokenSource;
  readonly hasher: PasswordHasher;
}

export type RehearseResetOutcome =
  | { readonly kind: 'unknown-user' }
  | { readonly kind: 'externally-managed' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'no-mailbox' }
  /** The change was made, read back and rolled back. */
  | { readonly kind: 'rehearsed'; readonly mailbox: EmailAddress; readonly sessionsEnded: number };

/** A whole reset for one user, in a transaction that is rolled back. No mail goes out, and nothing is left. */
export type RehearseReset = (username: string) => Promise<RehearseResetOutcome>;

/** Rolls the unit back and carries what it came to. */
class Rehearsed extends Error {
  override readonly name = 'Rehearsed';
  readonly outcome: RehearseResetOutcome;

  constructor(outcome: RehearseResetOutcome) {
    super('rehearsed');
    this.outcome = outcome;
  }
}

const A_MINUTE_MS = 60_000;
/** The audit row says who asked. This one is rolled back with everything else. */
const NOWHERE = '' as ClientAddress;

/** Throws what would break a real reset: a refused write, a hash that does not verify, a row that reads back differently. */
export function createRehearseReset(deps: RehearseResetDeps): RehearseReset {
  return async (username) => {
    const name = parseSubmittedName(username);
    if (name === null) return { kind: 'unknown-user' };
    const hash = await throwAwayHash(deps);
    try {
      return await deps.units.run(async (unit) => {
        throw new Rehearsed(await rehearse(unit, deps.source, hash, name));
      });
    } catch (fault) {
      if (fault instanceof Rehearsed) return fault.outcome;
      throw fault;
    }
  };
}

/** A hash of a password that nobody has seen, made and verified as a reset would. */
async function throwAwayHash({ source, hasher }: RehearseResetDeps): Promise<PasswordHash> {
  const password = source.mint().token as string as NewPassword;
  const hash = await hasher.hash(password);
  if (!(await hasher.verify(password, hash))) throw new Error('the hash of a new password does not verify');
  return hash;
}

async function rehearse(
  unit: Unit,
  source: TokenSource,
  hash: PasswordHash,
  name: SubmittedName,
): Promise<RehearseResetOutcome> {
  const user = await unit.users.hold({ name });
  if (user === null) return { kind: 'unknown-user' };
  if (user.externallyManaged) return { kind: 'externally-managed' };
  if (!user.enabled) return { kind: 'disabled' };
  const mailbox = mailboxOf(user);
  if (mailbox === null) return { kind: 'no-mailbox' };
  const sessionsEnded = await unit.sessions.revokeAllOf(user);
  await change(unit, source, user, hash);
  return { kind: 'rehearsed', mailbox, sessionsEnded };
}

/** The very transaction of a reset, token and notice included, and a look at what it left. */
async function change(unit: Unit, source: TokenSource, user: User, hash: PasswordHash): Promise<void> {
  const { digest } = source.mint();
  const record = { userKey: user.key, revision: user.revision, letterId: null };
  await unit.tokens.issue([{ ...record, digest, lifeMs: A_MINUTE_MS }], MAX_LIVE_TOKENS);
  const changed = await changePassword(unit, {
    digest,
    record,
    hash,
    address: NOWHERE,
    breachUnknown: false,
    locale: null,
  });
  if (changed.kind !== 'changed') throw new Error(`a reset of this user would end as ${changed.kind}`);
  const readBack = await unit.users.hold({ key: user.key });
  if (readBack?.revision !== changed.user.revision) {
    throw new Error('the row reads back differently from what was written: a trigger or a view changes it');
  }
}
