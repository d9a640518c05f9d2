import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { ClientAddress } from '../values/letter.ts';
import type { TokenDigest } from '../values/reset-token.ts';
import type { Refused } from './token-verdict.ts';

/** Writes down that a live token was refused, and why: what its holder is not told, the operator who is asked has to know. */
export type NoteRefusal = (digest: TokenDigest, refused: Refused, address: ClientAddress) => Promise<void>;

// Each is one mail that arrived. Whoever has more live tokens than this could as well have asked for as many mails.
const REMEMBERED = 1_000;

/**
 * One row for each token and process, however often it is posted; none for a token that is not live. So what a stranger
 * can write is bounded by the mails that were sent, and a guess writes nothing.
 */
export function createNoteRefusal(units: UnitOfWork): NoteRefusal {
  const noted = new Set<TokenDigest>();
  return async (digest, { why, user, record }, address) => {
    if (record === null || noted.has(digest)) return;
    const { userKey, letterId } = record;
    const username = user?.username ?? null;
    await units.run((unit) =>
      unit.audit.record([{ kind: 'token-refused', userKey, username, address, letterId, reason: why }]),
    );
    // Not before it is written: what failed is written with the next post. Those of one token come one after another.
    noted.add(digest);
    for (const oldest of noted) {
      if (noted.size <= REMEMBERED) break;
      noted.delete(oldest);
    }
  };
}
