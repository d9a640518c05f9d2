import type { Request } from '@hapi/hapi';
import { type Operator, parseOperator } from '@rekey/domain/values';
import type { Session, Sessions } from './sessions.ts';

/** Who is signed in, and what the browser is to keep of it. */
export interface Admitted {
  readonly session: Session;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Doorkeeper {
  admit(request: Request): Admitted | null;
  /** What to send with the answer that signs in. */
  signIn(request: Request, operator: Operator): Admitted['headers'];
  /** What to send with the answer that signs out. */
  signOut(request: Request): Admitted['headers'];
}

export interface DoorkeeperDeps {
  readonly sessions: Sessions;
  readonly isFromProxy: (request: Request) => boolean;
  /** The header in which a trusted proxy names who has signed in there; in small letters. */
  readonly userHeader: string | undefined;
}

const COOKIE = 'rekey-console';
const FOUND = new RegExp(`(?:^|;)\\s*${COOKIE}=([\\w-]{43})\\s*(?:;|$)`);

export function createDoorkeeper({ sessions, isFromProxy, userHeader }: DoorkeeperDeps): Doorkeeper {
  /** Anybody can write a header: it counts from a proxy that we know, and from nobody else. */
  const namedByProxy = (request: Request): Operator | null => {
    const named = userHeader !== undefined && isFromProxy(request) ? request.headers[userHeader] : undefined;
    return named === undefined ? null : parseOperator(String(named));
  };
  const leave = (request: Request) => {
    const id = idOf(request);
    if (id !== null) sessions.close(id);
  };

  return {
    admit(request) {
      const id = idOf(request);
      const session = id === null ? null : sessions.use(id);
      const named = namedByProxy(request);
      if (session?.by === 'token' && named === null) return { session, headers: {} };
      if (named === null) return null;
      if (session?.by === 'proxy' && session.operator === named) return { session, headers: {} };
      const fresh = sessions.open(named, 'proxy');
      const used = sessions.use(fresh);
      return used === null ? null : { session: used, headers: cookie(request, fresh) };
    },
    signIn(request, operator) {
      leave(request);
      return cookie(request, sessions.open(operator, 'token'));
    },
    signOut(request) {
      leave(request);
      return cookie(request, '', '; Max-Age=0');
    },
  };
}

const idOf = ({ raw }: Request): string | null => FOUND.exec(raw.req.headers.cookie ?? '')?.[1] ?? null;

function cookie({ server, headers }: Request, id: string, more = ''): Admitted['headers'] {
  const isSafe = server.info.protocol === 'https' || headers['x-forwarded-proto'] === 'https';
  const attributes = `; Path=/console; HttpOnly; SameSite=Strict${isSafe ? '; Secure' : ''}${more}`;
  return { 'set-cookie': `${COOKIE}=${id}${attributes}` };
}
