/** A letter that came in, as it was read. */
export interface Arrival {
  readonly id: number;
  readonly kind: 'reset' | 'notice';
  readonly name: string;
  readonly askedAt: number;
  readonly network: string | null;
  readonly isTooOld: boolean;
}

/** What becomes of a letter: `changes` of `fates.ts`. */
export interface Fate {
  readonly letter: number;
  readonly fate: 'buried' | 'placed' | 'next' | 'folded' | 'asked again';
  readonly newest: number | null;
  readonly place: number | null;
}

/** What is known of the letters that came in, and of those that wait. */
export interface Scene {
  readonly arrived: readonly Arrival[];
  /** Of each name the oldest reset letter, and the oldest that nobody holds. */
  readonly firsts: ReadonlyMap<string, { readonly oldest: number | null; readonly keeper: number | null }>;
  /** Keepers among what was taken in before, as far as they could be held. */
  readonly keepers: ReadonlyMap<number, { readonly isTooOld: boolean }>;
  /** The round that is being served. */
  readonly served: number;
  /** Of each network the first round after its last letter. */
  readonly freeSeats: ReadonlyMap<string, number | null>;
}

/** The rules of `intakeStatement`, which explains them, for a database that cannot have them in one statement. */
export function judgeArrivals({ arrived, firsts, keepers, served, freeSeats }: Scene): readonly Fate[] {
  const ids = new Set(arrived.map(({ id }) => id));
  const inOrder = [...arrived].sort((one, other) => one.id - other.id);
  const judged = inOrder.map((letter) => {
    const own = { oldest: letter.id, keeper: letter.id };
    const first = letter.kind === 'notice' ? own : (firsts.get(letter.name) ?? { oldest: null, keeper: null });
    return { ...letter, ...first, fate: fateOf(letter, first, keepers) };
  });
  const newest = new Map<number | null, number>();
  for (const { keeper, askedAt, isTooOld } of judged) {
    if (!isTooOld) newest.set(keeper, Math.max(askedAt, newest.get(keeper) ?? askedAt));
  }

  const inLine = new Map<string, number>();
  const askedAgain = new Set<number>();
  const seat = (network: string | null) => {
    const others = inLine.get(network ?? '') ?? 0;
    inLine.set(network ?? '', others + 1);
    return Math.max((network === null ? null : freeSeats.get(network)) ?? served, served) + others;
  };
  const fates = judged.flatMap(({ id, kind, fate, network, keeper }): readonly Fate[] => {
    if (fate === 'left') return [];
    const change = { letter: id, fate, newest: newest.get(keeper) ?? null, place: null };
    if (fate === 'placed') return [{ ...change, place: kind === 'notice' ? served : seat(network) }];
    if (fate !== 'folded' || keeper === null || ids.has(keeper) || askedAgain.has(keeper)) return [change];
    askedAgain.add(keeper);
    return [change, { letter: keeper, fate: 'asked again', newest: change.newest, place: null }];
  });
  const stale = [...keepers].filter(([id, { isTooOld }]) => isTooOld && !ids.has(id));
  return [...fates, ...stale.map(([letter]): Fate => ({ letter, fate: 'buried', newest: null, place: null }))];
}

function fateOf(
  { id, isTooOld }: Arrival,
  { oldest, keeper }: { readonly oldest: number | null; readonly keeper: number | null },
  keepers: Scene['keepers'],
): Fate['fate'] | 'left' {
  if (isTooOld) return 'buried';
  if (keeper === id) return oldest === id ? 'placed' : 'next';
  return keeper !== null && keepers.get(keeper)?.isTooOld === false ? 'folded' : 'left';
}
