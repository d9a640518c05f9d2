import type {
  ForgotPasswordOutcome,
  GetUserOutcome,
  PasswordReason,
  RekeyUser,
  SetPasswordOutcome,
  Unreachable,
  ValidateTokenOutcome,
} from './outcomes.ts';

export interface RekeyClientOptions {
  /** Default: that of the platform. */
  readonly fetch?: typeof fetch;
}

interface CallOptions {
  /** Ends the call, which then throws the signal's reason: the one thing that these functions throw. */
  readonly signal?: AbortSignal;
}

/** A function for each route of API 1. Each comes to an outcome, also where nothing answers. */
export interface RekeyClient {
  /** Asks for a mail with a link. */
  forgotPassword(username: string, options?: CallOptions): Promise<ForgotPasswordOutcome>;
  /** Says whether a token would be accepted now, and never uses it up. */
  validateToken(token: string, options?: CallOptions): Promise<ValidateTokenOutcome>;
  /** Sets the password of the holder of a good token. */
  setPassword(token: string, newPassword: string, options?: CallOptions): Promise<SetPasswordOutcome>;
  /** Shows a user to an operator. */
  getUser(username: string, operatorToken: string, options?: CallOptions): Promise<GetUserOutcome>;
}

/** What Rekey says with each status; anything else came from somebody else, such as a proxy. */
const MESSAGES: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Invalid parameter(s)',
  401: 'Unauthorized',
  403: 'Externally managed user',
  404: 'User not found',
  429: 'Too many requests',
  500: 'Internal server error',
  503: 'Service unavailable',
};

/** The outcomes that an answer of each status stands for, where its body says no more. */
type Kinds<Kind extends string = string> = Readonly<Record<number, Kind>>;

const EVERYWHERE = { 400: 'malformed', 500: 'fault', 503: 'overloaded' } as const;
const REQUESTED = {
  ...EVERYWHERE,
  200: 'accepted',
  403: 'externally-managed',
  404: 'unknown-user',
  429: 'too-many-requests',
} as const;
const TOKEN = {
  ...EVERYWHERE,
  401: 'bad-token',
  403: 'externally-managed',
  404: 'user-gone',
  429: 'too-many-requests',
} as const;
const INSPECTED = { ...TOKEN, 200: 'good' } as const;
const SET = { ...TOKEN, 200: 'changed' } as const;
const LOOKED_UP = { ...EVERYWHERE, 200: 'found', 401: 'not-an-operator', 404: 'unknown-user' } as const;

interface Body {
  readonly message?: string;
  readonly reasons?: readonly PasswordReason[];
  readonly username?: string;
}

/**
 * Makes a client of the Rekey at `baseUrl`, which is its `REKEY_PUBLIC_URL`, or another URL of the
 * same routes, prefix included. A page on another origin has to be among its `REKEY_CORS_ORIGINS`.
 */
export function createRekeyClient(baseUrl: string, { fetch: ask = fetch }: RekeyClientOptions = {}): RekeyClient {
  const base = `${baseUrl.replace(/\/+$/, '')}/api/1/services/api/1/user/`;

  async function call<Outcome extends { readonly kind: string }>(
    kinds: Kinds<Outcome['kind']>,
    path: () => string,
    init: RequestInit,
  ): Promise<Outcome | Unreachable> {
    try {
      const answer = await ask(base + path(), {
        ...init,
        // A token must not follow a redirect to somebody else.
        redirect: 'error',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      const { status, headers } = answer;
      const outcome = outcomeOf(kinds, status, (await bodyOf(answer)) ?? {}, headers);
      return (outcome ?? { kind: 'unreachable', status }) as Outcome | Unreachable;
    } catch (cause) {
      init.signal?.throwIfAborted();
      // Half of a character outside the BMP: no server could read such a name.
      if (cause instanceof URIError) return { kind: 'malformed' } as Outcome & { readonly kind: 'malformed' };
      return { kind: 'unreachable', cause };
    }
  }

  return {
    forgotPassword: (username, options) =>
      call(REQUESTED, () => `forgot-password.json?username=${encodeURIComponent(username)}`, { ...options }),
    validateToken: (token, options) =>
      call(INSPECTED, () => `validate-token.json?token=${encodeURIComponent(token)}`, { ...options }),
    setPassword: (token, newPassword, options) =>
      call(SET, () => 'set-password.json', {
        ...options,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token, new: newPassword }),
      }),
    getUser: (username, operatorToken, options) =>
      call(LOOKED_UP, () => `get.json?username=${encodeURIComponent(username)}`, {
        ...options,
        headers: { authorization: `Bearer ${operatorToken}` },
      }),
  };
}

/** What is no JSON is no answer of Rekey's; that a connection ends in the middle of it is for the caller. */
async function bodyOf(answer: Response): Promise<Body | null> {
  const text = await answer.text();
  try {
    return JSON.parse(text) as Body | null;
  } catch {
    return null;
  }
}

/** `null` for what is no answer of Rekey's. */
function outcomeOf(kinds: Kinds, status: number, body: Body, headers: Headers): object | null {
  const kind = kinds[status];
  if (kind === 'found') return typeof body.username === 'string' ? { kind, user: body as RekeyUser } : null;
  if (kind === undefined || body.message !== MESSAGES[status]) return null;
  if (body.reasons) return { kind: 'rejected', reasons: body.reasons };
  // A proxy that drops the header leaves a guess.
  const retryAfterMs = 1_000 * (Number(headers.get('retry-after')) || 5);
  return status === 429 || status === 503 ? { kind, retryAfterMs } : { kind };
}
