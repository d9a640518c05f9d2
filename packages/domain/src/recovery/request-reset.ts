import type { AddressLimiter } from '../ports/address-limiter.ts';
import type { LetterBox } from '../ports/letters.ts';
import type { UserDirectory } from '../ports/users.ts';
import type { ClientAddress } from '../values/letter.ts';
import type { Locale } from '../values/locale.ts';
import { addressOf, knownLocale, untyped } from '../values/untyped.ts';
import { mailboxOf } from '../values/user.ts';
import { nameKeyOf, parseSubmittedName, type SubmittedName } from '../values/username.ts';

/**
 * `documented` answers as Crafter Studio's API does: a stranger learns who has an account.
 * `private` answers every well-formed name alike, and never reads the users table.
 */
export type Answers = 'documented' | 'private';

export interface RequestResetDeps {
  readonly answers: Answers;
  readonly limiter: AddressLimiter;
  readonly directory: UserDirectory;
  readonly letters: LetterBox;
}

export interface ResetAsked {
  /** As the caller wrote it; judged here. */
  readonly username: string;
  readonly address: ClientAddress;
  /**
   * The language of the page on which it was asked. It is kept for every name: nothing is looked up
   * for it.
   */
  readonly locale?: Locale;
}

export type RequestResetOutcome =
  | { readonly kind: 'accepted'; readonly username: SubmittedName }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'too-many-requests'; readonly retryAfterMs: number }
  | { readonly kind: 'overloaded'; readonly retryAfterMs: number }
  | { readonly kind: 'unknown-user' }
  | { readonly kind: 'externally-managed' }
  | { readonly kind: 'no-mailbox' };

/**
 * Asks for a link: one durable row, no mail yet, no token yet.
 * `accepted` means that the mail will be delivered, or that the operator can see why not.
 * Throws `Overloaded` where too many wait to be looked up or kept; a full letter box is an outcome.
 */
export type RequestReset = (asked: ResetAsked) => Promise<RequestResetOutcome>;

// A full letter box empties at the courier's pace; a few seconds is the soonest that asking again
// can help.
const RETRY_WHEN_FULL_MS = 5_000;

export function createRequestReset(deps: RequestResetDeps): RequestReset {
  return async (asked) => {
    const given = untyped(asked);
    const name = parseSubmittedName(given.username);
    if (name === null) return { kind: 'malformed' };

    const address = addressOf(given.address);
    const step = await deps.limiter.step(address);
    if (!step.ok) return { kind: 'too-many-requests', retryAfterMs: step.retryAfterMs };

    if (deps.answers === 'documented') {
      const refusal = await documentedRefusal(deps.directory, name);
      if (refusal !== null) return refusal;
    }

    const locale = knownLocale(given.locale);
    const posted = await deps.letters.post({
      kind: 'reset',
      submittedName: name,
      nameKey: nameKeyOf(name),
      address,
      ...(locale !== null && { locale }),
    });
    if (posted === 'full') return { kind: 'overloaded', retryAfterMs: RETRY_WHEN_FULL_MS };
    return { kind: 'accepted', username: name };
  };
}

/**
 * What the documented answers give away. A disabled user is not among it: the courier skips the
 * letter, silently.
 */
async function documentedRefusal(directory: UserDirectory, name: SubmittedName): Promise<RequestResetOutcome | null> {
  const user = await directory.findByName(name);
  if (user === null) return { kind: 'unknown-user' };
  if (user.externallyManaged) return { kind: 'externally-managed' };
  if (mailboxOf(user) === null) return { kind: 'no-mailbox' };
  return null;
}
