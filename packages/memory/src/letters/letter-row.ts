import type {
  Claim,
  Instant,
  LetterId,
  LetterKind,
  LetterState,
  LetterView,
  NameKey,
  NewLetter,
  UserKey,
} from '@rekey/domain/values';

/** A letter at rest. */
export interface LetterRow {
  readonly id: LetterId;
  /** The order in which letters came. */
  readonly number: number;
  readonly kind: LetterKind;
  readonly username: string;
  readonly nameKey: NameKey;
  /**
   * `null` once a notice has reached its end: the address that it carried is nobody's business any
   * more.
   */
  readonly letter: NewLetter | null;
  readonly state: LetterState;
  readonly reason: string | null;
  readonly fence: number;
  readonly attempts: number;
  readonly doubts: number;
  readonly requestedAt: Instant;
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  /**
   * The round in which it is served; `null` until it is taken in, and again once it is postponed.
   */
  readonly place: number | null;
  /** `null` while nobody holds it. */
  readonly leaseEndsAt: Instant | null;
  /** Leases that ran out, in a row up to the claim that holds it. */
  readonly lapses: number;
  readonly handedOver: { readonly to: UserKey; readonly at: Instant } | null;
  readonly sentAt: Instant | null;
  /** `null` while pending. */
  readonly settledAt: Instant | null;
  readonly lastError: string | null;
  /**
   * First and latest failure for want of a relay; `null` if it failed otherwise since, or never
   * did.
   */
  readonly channelDown: { readonly since: Instant; readonly at: Instant } | null;
}

export function newRow(number: number, letter: NewLetter, now: Instant): LetterRow {
  return {
    id: String(number) as LetterId,
    number,
    kind: letter.kind,
    username: letter.kind === 'reset' ? letter.submittedName : letter.username,
    nameKey: letter.nameKey,
    letter,
    state: 'pending',
    reason: null,
    fence: 0,
    attempts: 0,
    doubts: 0,
    requestedAt: now,
    askedAt: now,
    dueAt: now,
    place: null,
    leaseEndsAt: null,
    lapses: 0,
    handedOver: null,
    sentAt: null,
    settledAt: null,
    lastError: null,
    channelDown: null,
  };
}

export function claimOf(row: LetterRow, letter: NewLetter): Claim {
  const { id, fence, attempts, lapses, doubts, requestedAt, askedAt } = row;
  return { id, fence, letter, attempts, lapses, doubts, requestedAt, askedAt };
}

export function viewOf(row: LetterRow): LetterView {
  const { id, kind, username, state, reason, attempts, requestedAt, sentAt, lastError } = row;
  const dueAt = state === 'pending' ? row.dueAt : null;
  return { id, kind, username, state, reason, attempts, requestedAt, dueAt, sentAt, lastError };
}
