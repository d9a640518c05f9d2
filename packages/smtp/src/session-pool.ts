import type { ConnectionSettings } from './connection-options.ts';
import { type RelaySession, relaySession } from './relay-session.ts';

export interface PoolSettings extends ConnectionSettings {
  /** Connections at one time. */
  readonly maxConnections?: number;
}

/** Sessions with the relay, kept for the next mail: a greeting, TLS and a login cost more than a mail. */
export interface SessionPool {
  /** A session that nobody else uses, perhaps still to be opened. It waits for one if it must, unless `isOver` by then. */
  take(isOver: () => boolean): Promise<RelaySession>;
  /** Takes a session back, closed or not. */
  give(session: RelaySession): void;
  /** Closes what nobody uses: where one of them turned out to be dead, the others may be, too. */
  closeIdle(): void;
  close(): void;
}

interface Waiting {
  isOver(): boolean;
  go(session: RelaySession): void;
}

// Relays close idle connections, some without telling (NAT). Ours go first, so that a mail seldom meets a dead one.
const IDLE_MS = 30_000;
// Some relays allow no more, and one behind a balancer would never see its share.
const MOST_MAILS = 100;

export function sessionPool({ maxConnections = 5, ...settings }: PoolSettings): SessionPool {
  const all = new Set<RelaySession>();
  /** Said goodbye and wait for the relay's, which may never come. */
  const leaving = new Set<RelaySession>();
  const idle = new Map<RelaySession, NodeJS.Timeout>();
  const waiting: Waiting[] = [];

  const start = (): RelaySession => {
    const session = relaySession(settings, () => drop(session));
    all.add(session);
    return session;
  };
  const drop = (session: RelaySession): void => {
    clearTimeout(idle.get(session));
    idle.delete(session);
    all.delete(session);
    leaving.delete(session);
    serve();
  };
  const retire = (session: RelaySession): void => {
    drop(session);
    leaving.add(session);
    session.quit();
  };
  const rouse = (): RelaySession | undefined => {
    // The latest: those that a rush left behind may grow old and close.
    const [session, timer] = [...idle].at(-1) ?? [];
    if (session === undefined) return undefined;
    clearTimeout(timer);
    idle.delete(session);
    return session;
  };
  const next = (): RelaySession | undefined => rouse() ?? (all.size < maxConnections ? start() : undefined);

  /** Gives what has become free to the caller that has waited longest. */
  const serve = (): void => {
    while (waiting[0]?.isOver()) waiting.shift();
    const session = waiting.length > 0 ? next() : undefined;
    if (session !== undefined) waiting.shift()?.go(session);
  };

  return {
    async take(isOver) {
      return next() ?? new Promise((go) => waiting.push({ isOver, go }));
    },
    give(session) {
      if (session.isClosed) return;
      if (session.carried >= MOST_MAILS) return retire(session);
      idle.set(session, setTimeout(retire, IDLE_MS, session).unref());
      serve();
    },
    closeIdle() {
      for (const session of [...idle.keys()]) session.close();
    },
    close() {
      waiting.length = 0;
      for (const session of [...all, ...leaving]) session.close();
    },
  };
}
