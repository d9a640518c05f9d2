import type { Claim } from '../values/letter.ts';

/**
 * The order in which a courier hands over what it has claimed: what nobody has tried yet, oldest first, then the rest by chance.
 *
 * A letter that was claimed before may be what ended the courier that had it. What stands behind it goes down with it each time
 * it is tried: in a fixed order a whole batch would starve until it is too old. `random` is in [0, 1).
 */
export function safestFirst(claimed: readonly Claim[], random: () => number): readonly Claim[] {
  return claimed
    .map((claim) => ({ claim, lot: claim.attempts > 1 ? random() : 0 }))
    .sort((one, other) => one.claim.attempts - other.claim.attempts || one.lot - other.lot)
    .map(({ claim }) => claim);
}
