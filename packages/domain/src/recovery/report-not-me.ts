import { createKeyedMutex } from '@rekey/concurrency';
import type { AddressLimiter } from '../ports/address-limiter.ts';
import type { TokenSource } from '../ports/token-source.ts';
import type { Unit, UnitOfWork } from '../ports/unit-of-work.ts';
import type { EmailAddress } from '../values/email-address.ts';
import type { ClientAddress } from '../values/letter.ts';
import type { TokenDigest } from '../values/reset-token.ts';
import { addressOf, textOf, untyped } from '../values/untyped.ts';
import type { User } from '../values/user.ts';
import { nameKeyOf, parseSubmittedName } from '../values/username.ts';

export interface ReportNotMeDeps {
  readonly limiter: AddressLimiter;
  readonly source: TokenSource;
  readonly units: UnitOfWork;
  /** Who is told when a change of password is reported; `null`: the trail alone keeps it. */
  readonly operator: EmailAddress | null;
}

export interface NotMe {
  /** What stood behind the `#` of the link. */
  readonly secret: string;
  /** As the caller wrote it: a scanner that only follows links does not know it. */
  readonly username: string;
  readonly address: ClientAddress;
}

/**
 * `received` says nothing: neither whether the secret is known or used, nor whether the name is its
 * user's. `malformed` is decided by the form alone.
 */
export type ReportNotMeOutcome =
  | { readonly kind: 'received' }
  | { readonly kind: 'malformed'; readonly what: 'secret' | 'username' }
  | { readonly kind: 'too-many-requests'; readonly retryAfterMs: number };

/**
 * "This wasn't me": kills every live link of the user, ends the requests that wait, and leaves a
 * record; a report of a change is told to the operator. The account stays as it is, links can be
 * asked for again at once, and each secret works once: its holder can lock nobody out. It
 * takes the user name, too, so that a scanner of mails that presses buttons does nothing.
 */
export type ReportNotMe = (said: NotMe) => Promise<ReportNotMeOutcome>;

const RECEIVED: ReportNotMeOutcome = { kind: 'received' };

export function createReportNotMe(deps: ReportNotMeDeps): ReportNotMe {
  const perSecret = createKeyedMutex();
  return async (said) => {
    const given = untyped(said);
    const digest = deps.source.digestOfNotMe(textOf(given.secret));
    if (digest === null) return { kind: 'malformed', what: 'secret' };
    const username = parseSubmittedName(given.username);
    if (username === null) return { kind: 'malformed', what: 'username' };

    const address = addressOf(given.address);
    const step = await deps.limiter.step(address);
    if (!step.ok) return { kind: 'too-many-requests', retryAfterMs: step.retryAfterMs };
    await perSecret.runExclusive(digest, () =>
      deps.units.run((unit) => report(deps, unit, { digest, username, address })),
    );
    return RECEIVED;
  };
}

interface Report {
  readonly digest: TokenDigest;
  readonly username: string;
  readonly address: ClientAddress;
}

async function report(deps: ReportNotMeDeps, unit: Unit, { digest, username, address }: Report): Promise<void> {
  const found = await unit.reports.find(digest);
  if (found === null) return;
  const user = await unit.users.hold({ key: found.userKey });
  // Compared, never looked up: a phone that writes "Jane.Doe" is the same person with the same
  // secret.
  if (user === null || !namesOf(user).some((name) => nameKeyOf(name) === nameKeyOf(username))) return;
  if (!(await unit.reports.use(digest))) return;

  const links = await unit.tokens.revokeAllOf(user.key);
  const requests = await closeRequests(unit, user);
  if (found.source === 'notice' && deps.operator !== null) await tellOperator(unit, user, deps.operator);
  const { key: userKey } = user;
  const told = { userKey, username: user.username, address, source: found.source };
  await unit.audit.record([{ kind: 'not-me', ...told, count: links + requests }]);
}

function tellOperator({ letters }: Unit, { key: userKey, username }: User, to: EmailAddress): Promise<void> {
  return letters.post({ kind: 'notice', about: 'not-me', userKey, username, nameKey: nameKeyOf(username), to });
}

/** What people call themselves, by whatever the host application looks them up. */
function namesOf({ username, email }: User): readonly string[] {
  return email === null ? [username] : [username, email];
}

/**
 * Ends the requests under names that mean this user. A name that only looks like theirs may be
 * somebody else's.
 */
async function closeRequests(unit: Unit, user: User): Promise<number> {
  const meant = await unit.users.holdNamed(namesOf(user));
  let closed = 0;
  for (const [name, { key }] of meant) if (key === user.key) closed += await unit.letters.closeFor(name);
  return closed;
}
