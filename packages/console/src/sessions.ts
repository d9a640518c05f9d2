import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Operator } from '@rekey/domain/values';
import type { Html } from '@rekey/markup';
import { putLast } from './sign-in-limit.ts';

/** An operator who is signed in, in one browser. */
export interface Session {
  readonly operator: Operator;
  /** By whose word: of who knew the token, or of the proxy that asked for a login of its own. */
  readonly by: 'token' | 'proxy';
  /** Stands in every form that acts; another site cannot know it. */
  readonly formSecret: string;
  /** What the last act came to: shown by the next page, once. */
  notice: Html | null;
}

export interface Sessions {
  /** Answers the id, which only the cookie of the browser has. */
  open(operator: Operator, by: Session['by']): string;
  /** The session, used as of now; `null` where there is none or it is over. */
  use(id: string): Session | null;
  close(id: string): void;
}

const IDLE_MS = 15 * 60_000;
const LONGEST_MS = 8 * 3_600_000;
const MOST = 500;

interface Kept {
  readonly session: Session;
  readonly openedAt: number;
  readonly usedAt: number;
}

const secret = () => randomBytes(32).toString('base64url');

/** Sessions in the memory of this process: a restart ends them all. Beyond 500 the one that was used longest ago ends. */
export function createSessions(monotonicMs: () => number): Sessions {
  const kept = new Map<string, Kept>();
  return {
    open(operator, by) {
      const id = secret();
      const now = monotonicMs();
      const session = { operator, by, formSecret: secret(), notice: null };
      putLast(kept, id, { session, openedAt: now, usedAt: now }, MOST);
      return id;
    },
    use(id) {
      const found = kept.get(id);
      if (found === undefined) return null;
      const now = monotonicMs();
      if (now - found.usedAt > IDLE_MS || now - found.openedAt > LONGEST_MS) {
        kept.delete(id);
        return null;
      }
      putLast(kept, id, { ...found, usedAt: now }, MOST);
      return found.session;
    },
    close: (id) => void kept.delete(id),
  };
}

export function hasFormSecret({ formSecret }: Session, given: string | null): boolean {
  const [wanted, got] = [Buffer.from(formSecret), Buffer.from(given ?? '')];
  return wanted.length === got.length && timingSafeEqual(wanted, got);
}
