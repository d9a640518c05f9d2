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

type Collect = (gauge: Gauge) => Promise<void> | void;
type AddGauge = (name: string, help: string, collect: Collect, labels?: string[]) => void;

/** What is read when somebody scrapes, and costs nothing in between. */
export function watchStores({ registry }: ProcessMetrics, { backlog, hashes, pools }: Watched): void {
  const registers = [registry];
  const addGauge: AddGauge = (name, help, collect, labelNames = []) => {
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        return collect(this);
      },
    });
  };
  watchBacklog(addGauge, backlog);
  watchHashes(addGauge, hashes);
  watchPools(addGauge, pools);
}

function watchBacklog(addGauge: AddGauge, backlog: Watched['backlog']): void {
  const look = keptFor(KNOWN_FOR_MS, async (): Promise<Look> => {
    const [view, counts] = await Promise.all([backlog.look(), backlog.count()]);
    return { ...view, counts };
  });
  /** Without an answer of the database there is no figure: a gap is seen, an old figure is believed. */
  const addFigure = (name: string, help: string, figureOf: (view: Look) => number) =>
    addGauge(name, help, async (gauge) => {
      const view = await look();
      if (view === null) gauge.remove();
      else gauge.set(figureOf(view));
    });
  for (const { name, help, figureOf } of BACKLOG_FIGURES) addFigure(name, help, figureOf);
  addGauge(
    'rekey_letters',
    'Letters that are kept, by state; each counted up to 10,000.',
    async (gauge) => {
      const view = await look();
      gauge.reset();
      for (const [state, count] of Object.entries(view?.counts ?? {})) gauge.set({ state }, count);
    },
    ['state'],
  );
  addGauge('rekey_database_up', '1 while the database answers what is asked here.', async (gauge) =>
    gauge.set((await look()) === null ? 0 : 1),
  );
}

const BACKLOG_FIGURES: readonly { name: string; help: string; figureOf: (view: Look) => number }[] = [
  {
    name: 'rekey_letters_due',
    help: 'Letters that are due and that no courier holds; counted up to 10,000.',
    figureOf: (view) => view.waiting,
  },
  {
    name: 'rekey_letter_oldest_due_seconds',
    help: 'For how long the letter that waits longest for a courier has been due.',
    figureOf: (view) => view.overdueMs / 1_000,
  },
  {
    name: 'rekey_relay_down_seconds',
    help: 'For how long no mail has gone out because the relay cannot be used; 0 while it can.',
    figureOf: (view) => (view.channelDown?.forMs ?? 0) / 1_000,
  },
  {
    name: 'rekey_claims_failing_seconds',
    help: 'For how long a courier has failed to claim letters; 0 while none says so.',
    figureOf: (view) => (view.claimsFailForMs ?? 0) / 1_000,
  },
];

function watchHashes(addGauge: AddGauge, hashes: Watched['hashes']): void {
  const add = (name: string, help: string, figureOf: (load: GateLoad) => number) =>
    addGauge(name, help, (gauge) => gauge.set(figureOf(hashes())));
  add('rekey_hashes_running', 'Passwords that are being hashed.', ({ running }) => running);
  add('rekey_hashes_waiting', 'Passwords that wait to be hashed.', ({ waiting }) => waiting);
  add(
    'rekey_hashes_refused',
    'Passwords that were not hashed because too many waited, since the start.',
    ({ refused }) => refused,
  );
}

function watchPools(addGauge: AddGauge, pools: Watched['pools']): void {
  addGauge(
    'rekey_database_connections',
    'Connections to the database by pool: used, free, and how many wait for one.',
    (gauge) => {
      for (const [pool, load] of Object.entries(pools()))
        for (const [state, count] of Object.entries(load)) gauge.set({ pool, state }, count);
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
