import type { Instant } from './brand.ts';
import type { ClientAddress, LetterId, LetterKind } from './letter.ts';
import type { Operator } from './operator.ts';
import type { Reportable } from './reset-token.ts';
import type { UserKey } from './user.ts';

/** What happened to an account, for the operator who has to explain it later. Never a secret; the store adds the time. */
export type AuditEvent =
  | {
      readonly kind: 'password-changed';
      readonly userKey: UserKey;
      readonly username: string;
      readonly address: ClientAddress;
      readonly letterId: LetterId | null;
      /** What the password was not held against, because that was away; `null` where nothing was left out. */
      readonly reason: 'breach check unavailable' | null;
    }
  | {
      /** `change-not-written`: the token was good, and the users table did not take the new password. */
      readonly kind: 'token-refused' | 'change-not-written';
      readonly userKey: UserKey;
      /** `null` where the user is gone. */
      readonly username: string | null;
      readonly address: ClientAddress;
      readonly letterId: LetterId | null;
      /** What the holder of the token was not told. */
      readonly reason: string;
    }
  | {
      readonly kind: 'user-added' | 'user-changed' | 'user-removed';
      readonly userKey: UserKey;
      readonly username: string;
      /** What was changed, without its value; `null` where all of the user came or went. */
      readonly reason: string | null;
    }
  | ({ readonly kind: 'link-issued'; readonly userKey: UserKey; readonly username: string } & Deed)
  | ({
      readonly kind: 'tokens-revoked';
      readonly userKey: UserKey;
      readonly username: string;
      readonly count: number;
    } & Deed)
  | ({ readonly kind: 'all-tokens-revoked'; readonly count: number } & Deed)
  | {
      /** Somebody who holds a mail of ours said "this wasn't me". */
      readonly kind: 'not-me';
      readonly userKey: UserKey;
      readonly username: string;
      readonly address: ClientAddress;
      /** Which mail it was: one with a link, or the notice of a change. */
      readonly source: Reportable['source'];
      /** How many links were killed and requests closed. */
      readonly count: number;
    }
  | LetterOutcome;

/** What an operator does. The name is the caller's word, and absent where none was given. */
interface Deed {
  readonly operator?: Operator;
}

/** What became of a letter: who asked, from where, when, and what was decided. An operator may have given a dead one a new life. */
export interface LetterOutcome extends Deed {
  readonly kind: 'letter-sent' | 'letter-skipped' | 'letter-dead' | 'letter-retried';
  readonly letterId: LetterId;
  readonly letterKind: LetterKind;
  /** The name as it was submitted: perhaps nobody's. In a notice, the name that the user had. */
  readonly username: string;
  /** `null` where nobody was found. */
  readonly userKey: UserKey | null;
  /** Where the request came from; `null` in a notice, which nobody asked for. */
  readonly address: ClientAddress | null;
  readonly requestedAt: Instant;
  /** Why no mail went out; `null` when one did or will. */
  readonly reason: string | null;
}

/** An audit event as an operator sees it: what it does not tell is `null`. */
export interface AuditView {
  readonly at: Instant;
  readonly kind: AuditEvent['kind'];
  readonly username: string | null;
  readonly userKey: UserKey | null;
  readonly address: ClientAddress | null;
  readonly letterId: LetterId | null;
  readonly letterKind: LetterKind | null;
  /** When what the event decides was asked for. */
  readonly requestedAt: Instant | null;
  /** Why, or what it was about. */
  readonly reason: string | null;
  readonly count: number | null;
  /** Who did it, where it was an operator who gave a name. */
  readonly operator: Operator | null;
}

const NOTHING = {
  ...{ username: null, userKey: null, address: null, letterId: null, letterKind: null },
  ...{ requestedAt: null, reason: null, count: null, operator: null },
} satisfies Omit<AuditView, 'at' | 'kind'>;

export function auditViewOf(at: Instant, event: AuditEvent): AuditView {
  if (event.kind !== 'not-me') return { at, ...NOTHING, ...event };
  const { source: reason, ...told } = event;
  return { at, ...NOTHING, ...told, reason };
}
