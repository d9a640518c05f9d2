import type { Backlog, LetterCounts } from '@rekey/domain/ports';
import { Gauge } from 'prom-client';
import type { ProcessMetrics } from './create-metrics.ts';

/** What is running and waiting at a bound, and how many it has turned away. */
export interface GateLoad {
  readonly running: number;
  readonly waiting: number;
  readonly refused: number;
}

export interface PoolLoad {
  readonly used: number;
  readonly free: number;
  readonly waiting: number;
}

export interface Watched {
  readonly backlog: Pick<Backlog, 'look' | 'count'>;
  readonly hashes: () => GateLoad;
  readonly pools: () => Readonly<Record<string, PoolLoad>>;
}

type Look = Awaited<ReturnType<Backlog['look']>> & { readonly counts: LetterCounts };

/** However often somebody scrapes, the database is asked once in so long. */
const KNOWN_FOR_MS = 5_000;

/** What is read when somebody scrapes, and costs nothing in between. */
export function watchStores({ registry }: ProcessMetrics, { backlog, hashes, pools }: Watched): void {
  const registers = [registry];
  const gauge = (name: string, help: string, collect: (gauge: Gauge) => Promise<void> | void, labels: string[] = []) =>
    new Gauge({
      name,
      help,
      labelNames: labels,
      registers,
      collect() {
        return collect(this);
      },
    });

  const look = keptFor(KNOWN_FOR_MS, async (): Promise<Look> => {
    const [view, counts] = await Promise.all([backlog.look(), backlog.count()]);
    return { ...view, counts };
  });
  /** Without an answer of the database there is no figure: a gap is seen, an old figure is believed. */
  const ofBacklog = (name: string, help: string, figure: (view: Look) => number) =>
    gauge(name, help, async (each) => {
      const view = await look();
      if (view === null) each.remove();
      else each.set(figure(view));
    });

  ofBacklog(
    'rekey_letters_due',
    'Letters that are due and that no courier holds; counted up to 10,000.',
    (view) => view.waiting,
  );
  ofBacklog(
    'rekey_letter_oldest_due_seconds',
    'For how long the letter that waits longest for a courier has been due.',
    (view) => view.overdueMs / 1_000,
  );
  ofBacklog(
    'rekey_relay_down_seconds',
    'For how long no mail has gone out because the relay cannot be used; 0 while it can.',
    (view) => (view.channelDown?.forMs ?? 0) / 1_000,
  );
  ofBacklog(
    'rekey_claims_failing_seconds',
    'For how long a courier has failed to claim letters; 0 while none says so.',
    (view) => (view.claimsFailForMs ?? 0) / 1_000,
  );
  gauge(
    'rekey_letters',
    'Letters that are kept, by state; each counted up to 10,000.',
    async (each) => {
      const view = await look();
      each.reset();
      for (const [state, count] of Object.entries(view?.counts ?? {})) each.set({ state }, count);
    },
    ['state'],
  );
  gauge('rekey_database_up', '1 while the database answers what is asked here.', async (each) =>
    each.set((await look()) === null ? 0 : 1),
  );
  gauge('rekey_hashes_running', 'Passwords that are being hashed.', (each) => each.set(hashes().running));
  gauge('rekey_hashes_waiting', 'Passwords that wait to be hashed.', (each) => each.set(hashes().waiting));
  gauge('rekey_hashes_refused', 'Passwords that were not hashed because too many waited, since the start.', (each) =>
    each.set(hashes().refused),
  );
  gauge(
    'rekey_database_connections',
    'Connections to the database by pool: used, free, and how many wait for one.',
    (each) => {
      for (const [pool, load] of Object.entries(pools()))
        for (const [state, count] of Object.entries(load)) each.set({ pool, state }, count);
    },
    ['pool', 'state'],
  );
}

/** Answers what it knows, asks again when that is old, and shares a question that is on its way; `null` where it fails. */
function keptFor<Value>(ms: number, ask: () => Promise<Value>): () => Promise<Value | null> {
  let known: Promise<Value | null> | null = null;
  let until = 0;
  return () => {
    if (known === null || performance.now() >= until) {
      until = performance.now() + ms;
      known = ask().catch(() => null);
    }
    return known;
  };
}
