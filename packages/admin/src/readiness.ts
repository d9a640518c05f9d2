/** What a process lacks to do its work; `null` when it lacks nothing. */
export type Missing = 'database' | 'schema' | 'draining' | null;

/** Never throws, and answers within some seconds. */
export type Readiness = () => Promise<Missing>;

export interface ReadinessDeps {
  /** One cheap statement: whether the schema is what this process needs. Throws where the database does not answer. */
  readonly isMigrated: () => Promise<boolean>;
  readonly isDraining: () => boolean;
  readonly monotonicMs: () => number;
  /** Hears of each change. */
  readonly tell: (missing: Missing) => void;
  /** How long the database may take. Default: 2,000. */
  readonly limitMs?: number;
}

/** Strangers may probe too: however many do, the database is asked once in so long. */
const KNOWN_FOR_MS = 1_000;
/** A database that takes longer serves nobody; platforms wait a few seconds for an answer. */
const LIMIT_MS = 2_000;

/**
 * Says whether a process can do its work. There is at most one question on its way to the database,
 * also while that hangs: who asks meanwhile shares it.
 */
export function createReadiness(deps: ReadinessDeps): Readiness {
  const { isMigrated, isDraining, monotonicMs, tell, limitMs = LIMIT_MS } = deps;
  let known: Missing = null;
  let knownUntil = Number.NEGATIVE_INFINITY;
  let asking: Promise<Missing> | null = null;

  const learn = (missing: Missing): Missing => {
    if (missing !== known) tell(missing);
    known = missing;
    knownUntil = monotonicMs() + KNOWN_FOR_MS;
    return missing;
  };
  const ask = async (): Promise<Missing> => {
    try {
      return (await isMigrated()) ? null : 'schema';
    } catch {
      return 'database';
    } finally {
      asking = null;
    }
  };
  return async () => {
    if (isDraining()) return 'draining';
    if (monotonicMs() < knownUntil) return known;
    asking ??= ask();
    return learn(await within(limitMs, asking));
  };
}

async function within(ms: number, answer: Promise<Missing>): Promise<Missing> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Missing>((resolve) => {
    timer = setTimeout(() => resolve('database'), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
