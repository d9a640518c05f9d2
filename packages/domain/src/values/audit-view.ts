import type { AuditEvent } from './audit-event.ts';
import type { Instant } from './instant.ts';
import type { ClientAddress, LetterId, LetterKind } from './letter.ts';
import type { UserKey } from './user.ts';

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
}

const NOTHING = {
  ...{ username: null, userKey: null, address: null, letterId: null, letterKind: null },
  ...{ requestedAt: null, reason: null, count: null },
} satisfies Omit<AuditView, 'at' | 'kind'>;

export function auditViewOf(at: Instant, event: AuditEvent): AuditView {
  if (event.kind !== 'not-me') return { at, ...NOTHING, ...event };
  const { source: reason, ...told } = event;
  return { at, ...NOTHING, ...told, reason };
}
