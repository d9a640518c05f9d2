/** Says that as many wait as may wait. */
export class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
}

export interface TripLimits {
  /** So many at most share one trip. */
  readonly together: number;
  /** So many at most wait for the next ones; whoever comes beyond that is turned away at once. */
  readonly waiting: number;
}

interface Passenger<Load, Answer> {
  readonly load: Load;
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

/**
 * Lets callers that come at the same time share a trip to the database: while one is under way, what arrives waits for
 * the next. Nobody waits longer than alone, and the price of a commit or of a query is split among all aboard.
 * `trip` answers in the order of its loads; if it fails, it fails for everybody aboard.
 */
export function sharedTrips<Load, Answer>(
  trip: (loads: readonly Load[]) => Promise<readonly Answer[]>,
  { together, waiting }: TripLimits,
): (load: Load) => Promise<Answer> {
  const queue: Passenger<Load, Answer>[] = [];
  let underWay = false;

  const travel = async (aboard: readonly Passenger<Load, Answer>[]) => {
    try {
      const answers = await trip(aboard.map(({ load }) => load));
      for (const [seat, passenger] of aboard.entries()) passenger.resolve(answers[seat] as Answer);
    } catch (reason) {
      for (const passenger of aboard) passenger.reject(reason);
    }
  };
  const shuttle = async () => {
    while (queue.length > 0) await travel(queue.splice(0, together));
    underWay = false;
  };

  return (load) =>
    new Promise<Answer>((resolve, reject) => {
      if (queue.length >= waiting) return reject(new TooManyWaiting(`${waiting} wait already`));
      queue.push({ load, resolve, reject });
      if (underWay) return;
      underWay = true;
      // What arrives in the same turn of the event loop comes along; else the first of a crowd would travel alone each time.
      setImmediate(shuttle);
    });
}
