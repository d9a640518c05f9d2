import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { AuditEvent } from '../values/audit-event.ts';
import type { ClientAddress } from '../values/letter.ts';
import type { TokenDigest } from '../values/reset-token.ts';
import type { Refused } from './token-verdict.ts';

/** Writes down that a live token was refused, and why: what its holder is not told, the operator who is asked has to know. */
export type NoteRefusal = (digest: TokenDigest, refused: Refused, address: ClientAddress) => Promise<void>;

/** What is noted of a token that was not spent. */
type Unspent = Extract<AuditEvent, { kind: 'token-refused' | 'change-not-written' }>;

/** Notes an event of a token once. */
export type NoteUnspent = (digest: TokenDigest, event: Unspent) => Promise<void>;

// Each is one mail that arrived. Whoever has more live tokens than this could as well have asked for as many mails.
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
