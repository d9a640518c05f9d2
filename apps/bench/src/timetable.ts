/** One turn of one contestant. */
export interface Slice<Name> {
  readonly contestant: Name;
  readonly connections: number;
  readonly round: number;
}

/**
 * Who runs when: all contestants of a round directly after one another, in the opposite order in the next round,
 * so that a machine that slows down or speeds up in between does so to all of them alike.
 */
export function timetable<Name>(
  contestants: (connections: number) => readonly Name[],
  connections: readonly number[],
  rounds: number,
): readonly Slice<Name>[] {
  return connections.flatMap((count) =>
    Array.from({ length: rounds }, (_, round) => {
      const order = round % 2 === 0 ? contestants(count) : contestants(count).toReversed();
      return order.map((contestant) => ({ contestant, connections: count, round }));
    }).flat(),
  );
}
