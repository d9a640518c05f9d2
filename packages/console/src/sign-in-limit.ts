import { type ClientAddress, networkOf } from '@rekey/domain/values';

/** Slows down whoever guesses the token. Time is monotonic, in milliseconds. */
export interface SignInLimit {
  /** How long this address must wait until a try is judged; 0: not at all. */
  wait(address: ClientAddress): number;
  failed(address: ClientAddress): void;
  /** Its network may sign in from now on while guesses from others hold up strangers. */
  succeeded(address: ClientAddress): void;
}

interface Rule {
  /** Failures that cost no time: people mistype. */
  readonly free: number;
  readonly longestMs: number;
}

interface Guesses {
  readonly failures: number;
  readonly until: number;
  readonly last: number;
}

const NETWORK: Rule = { free: 3, longestMs: 5 * 60_000 };
// Many networks at once: each newcomer waits some seconds at most, so the right token always gets its turn.
const ALL: Rule = { free: 50, longestMs: 5_000 };
const FIRST_DELAY_MS = 1_000;
const FORGOTTEN_AFTER_MS = 30 * 60_000;
const MOST_NETWORKS = 10_000;
const MOST_KNOWN = 100;
const NONE: Guesses = { failures: 0, until: 0, last: Number.NEGATIVE_INFINITY };

/** Doubles the wait with each failure, for a network and for all together. Nothing that waits is counted or compared. */
export function createSignInLimit(monotonicMs: () => number): SignInLimit {
  const networks = new Map<string, Guesses>();
  const known = new Set<string>();
  let all = NONE;
  const fresh = (guesses: Guesses) => (monotonicMs() - guesses.last > FORGOTTEN_AFTER_MS ? NONE : guesses);
  const another = (guesses: Guesses, { free, longestMs }: Rule): Guesses => {
    const now = monotonicMs();
    const failures = fresh(guesses).failures + 1;
    const delayMs = failures <= free ? 0 : Math.min(longestMs, FIRST_DELAY_MS * 2 ** (failures - free - 1));
    return { failures, until: now + delayMs, last: now };
  };
  return {
    wait(address) {
      const network = networkOf(address);
      const own = fresh(networks.get(network) ?? NONE).until;
      const until = known.has(network) ? own : Math.max(own, fresh(all).until);
      return Math.max(0, until - monotonicMs());
    },
    failed(address) {
      const network = networkOf(address);
      putLast(networks, network, another(networks.get(network) ?? NONE, NETWORK), MOST_NETWORKS);
      all = another(all, ALL);
    },
    succeeded(address) {
      const network = networkOf(address);
      networks.delete(network);
      known.delete(network);
      known.add(network);
      for (const oldest of known) if (known.size > MOST_KNOWN) known.delete(oldest);
    },
  };
}

/** Keeps the newest so many: a map remembers in which order its keys came. */
export function putLast<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
