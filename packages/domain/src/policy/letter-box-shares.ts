/** So much of what the box may hold is first come, first served. */
const FREELY = 0.5;
/**
 * Of what is free beyond that, a network may have a tenth: six that take all they get leave more
 * than half of it free.
 */
const SHARE = 0.1;
/** A network that has fewer letters than this is nobody's trouble, however little is free. */
const ALWAYS = 20;

/** Which requests find room in the letter box. Knows networks and numbers, and never a name. */
export interface LetterBoxShares {
  /** How many more letters the box takes. */
  free(): number;
  /** Takes the number of pending letters, those of other instances included. */
  counted(pending: number): void;
  /** Whether one more letter of this network finds room; it is then counted as pending. */
  admit(network: string): boolean;
}

/**
 * Shares the upper half of the box among networks, so that a few that fill it do not keep out the
 * rest. The fuller the box, the smaller the share, so that something is always left: `k` greedy
 * networks leave 1 / (1 + k / 10) of the half free. It counts what this process has admitted while
 * the box was more than half full. What leaves the box leaves it for all alike.
 */
export function createLetterBoxShares(maxPending: number): LetterBoxShares {
  const freely = maxPending * FREELY;
  const letters = new Map<string, number>();
  let pending = maxPending;
  let total = 0;

  /**
   * Leaves counts that come to no more than `most` together: fewer are there than were admitted.
   */
  const shrink = (most: number) => {
    const part = Math.max(0, most) / total;
    total = 0;
    for (const [network, own] of letters) {
      const left = Math.floor(own * part);
      total += left;
      if (left > 0) letters.set(network, left);
      else letters.delete(network);
    }
  };

  return {
    free: () => maxPending - pending,
    counted(now) {
      pending = now;
      if (total > now - freely) shrink(now - freely);
    },
    admit(network) {
      const free = maxPending - pending;
      if (free <= 0) return false;
      if (pending >= freely) {
        const own = letters.get(network) ?? 0;
        if (own >= Math.max(ALWAYS, free * SHARE)) return false;
        letters.set(network, own + 1);
        total += 1;
      }
      pending += 1;
      return true;
    },
  };
}
