import type { ResetTokenStore } from '../ports/reset-tokens.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { UserDirectory } from '../ports/users.ts';
import type { AuditEvent } from '../values/audit-event.ts';
import type { ClientAddress } from '../values/letter.ts';
import type { TokenDigest, TokenRecord } from '../values/reset-token.ts';
import type { User } from '../values/user.ts';

/** Why a well-formed token does not open anything. `bad-token` never says which of its many reasons applied. */
export type TokenRefusal =
  | { readonly kind: 'bad-token' }
  | { readonly kind: 'user-gone' }
  | { readonly kind: 'externally-managed' };

/** A token that opens nothing: what its holder is told, and what only the operator is. */
export interface Refused {
  readonly kind: 'refused';
  readonly refusal: TokenRefusal;
  readonly why: 'not live' | 'user gone' | 'externally managed' | 'disabled' | 'e-mail or password changed since';
  /** `null` where no such token lives: unknown, used, expired, withdrawn or superseded. */
  readonly record: TokenRecord | null;
  readonly user: User | null;
}

export type TokenVerdict = { readonly kind: 'good'; readonly user: User; readonly record: TokenRecord } | Refused;

/** Judges a live token against its user as the user is now; the caller decides how fresh "now" is. */
export function judgeToken(record: TokenRecord, user: User | null): TokenVerdict {
  const refused = (refusal: TokenRefusal['kind'], why: Refused['why']): Refused => ({
    kind: 'refused',
    refusal: { kind: refusal },
    ...{ why, record, user },
  });
  if (user === null) return refused('user-gone', 'user gone');
  if (user.externallyManaged) return refused('externally-managed', 'externally managed');
  // A disabled user and a token made for another e-mail or password look like any bad token.
  if (!user.enabled) return refused('bad-token', 'disabled');
  if (user.revision !== record.revision) return refused('bad-token', 'e-mail or password changed since');
  return { kind: 'good', user, record };
}

const NOT_LIVE: Refused = {
  ...{ kind: 'refused', refusal: { kind: 'bad-token' }, why: 'not live' },
  ...{ record: null, user: null },
};

/** Finds a token and its user, and judges. Reads only: a look never costs the token. */
export async function lookAtToken(
  deps: { readonly tokens: ResetTokenStore; readonly directory: UserDirectory },
  digest: TokenDigest,
): Promise<TokenVerdict> {
  const record = await deps.tokens.inspect(digest);
  if (record === null) return NOT_LIVE;
  return judgeToken(record, await deps.directory.findByKey(record.userKey));
}

/** Writes down that a live token was refused, and why: what its holder is not told, the operator who is asked has to know. */
export type NoteRefusal = (digest: TokenDigest, refused: Refused, address: ClientAddress) => Promise<void>;

/** What is noted of a token that was not spent. */
type Unspent = Extract<AuditEvent, { kind: 'token-refused' | 'change-not-written' }>;

/** Notes an event of a token once. */
export type NoteUnspent = (digest: TokenDigest, event: Unspent) => Promise<void>;

// Each is one mail that arrived: more tokens than this could as well have been as many mails.
const REMEMBERED = 1_000;

/**
 * One row for each token and process, however often it is posted; none for a token that is not live. So what a stranger
 * can write is bounded by the mails that were sent, and a guess writes nothing.
 */
export function createNoteUnspent(units: UnitOfWork): NoteUnspent {
  const noted = new Set<TokenDigest>();
  return async (digest, event) => {
    if (noted.has(digest)) return;
    await units.run((unit) => unit.audit.record([event]));
    // Not before it is written: what failed is written with the next post. Those of one token come one after another.
    noted.add(digest);
    for (const oldest of noted) {
      if (noted.size <= REMEMBERED) break;
      noted.delete(oldest);
    }
  };
}

export function createNoteRefusal(units: UnitOfWork): NoteRefusal {
  const note = createNoteUnspent(units);
  return async (digest, { why, user, record }, address) => {
    if (record === null) return;
    const { userKey, letterId } = record;
    const username = user?.username ?? null;
    await note(digest, { kind: 'token-refused', userKey, username, address, letterId, reason: why });
  };
}
