import { Overloaded, type PolicyReason, type RequestResetOutcome, type SetPasswordOutcome } from '@rekey/domain';
import type { SignInOutcome } from '../members/sign-in.ts';

/** What goes back to the browser, in this program's own words. */
export interface Answer {
  readonly status: number;
  readonly say: string;
  readonly reasons?: readonly PolicyReason[];
  readonly retryAfterMs?: number;
}

const TOO_MANY = { status: 429, say: 'Too many tries. Wait a little.' };
const OVERLOADED = { status: 503, say: 'Too much to do. Try again soon.' };
const BROKEN = { status: 500, say: 'Something broke here. Try again.' };
const ON_ITS_WAY = { status: 202, say: 'If this is a member with a mailbox, a mail is on its way.' };
const DEAD_CODE = { status: 410, say: 'This code does not work (any more). Ask for a new one.' };

/** An outcome that the domain adds some day does not compile until it has an answer here. */
const FORGOT = {
  accepted: ON_ITS_WAY,
  malformed: { status: 422, say: 'Nobody can be called that.' },
  'too-many-requests': TOO_MANY,
  overloaded: OVERLOADED,
  // With private answers these three never come. If they did, they would still tell nobody anything.
  'unknown-user': ON_ITS_WAY,
  'externally-managed': ON_ITS_WAY,
  'no-mailbox': ON_ITS_WAY,
} satisfies Record<RequestResetOutcome['kind'], Answer>;

const SET_PASSWORD = {
  changed: { status: 200, say: 'Your password was changed. Sign in with it.' },
  rejected: { status: 422, say: 'Choose another password.' },
  'bad-token': DEAD_CODE,
  'user-gone': DEAD_CODE,
  'externally-managed': DEAD_CODE,
  'too-many-requests': TOO_MANY,
} satisfies Record<SetPasswordOutcome['kind'], Answer>;

const SIGN_IN = {
  'signed-in': { status: 200, say: 'Welcome.' },
  refused: { status: 401, say: 'Login or password is wrong.' },
  'too-many-requests': TOO_MANY,
} satisfies Record<SignInOutcome['kind'], Answer>;

export function forgotAnswer(outcome: RequestResetOutcome): Answer {
  return { ...FORGOT[outcome.kind], ...waitOf(outcome) };
}

export function setPasswordAnswer(outcome: SetPasswordOutcome): Answer {
  const reasons = outcome.kind === 'rejected' ? { reasons: outcome.reasons } : {};
  return { ...SET_PASSWORD[outcome.kind], ...reasons, ...waitOf(outcome) };
}

export function signInAnswer(outcome: SignInOutcome): Answer {
  return { ...SIGN_IN[outcome.kind], ...waitOf(outcome) };
}

/** What is thrown breaks something, but for one: too many wait already, and nothing was done. */
export function thrownAnswer(fault: unknown): Answer {
  if (fault instanceof Overloaded) return { ...OVERLOADED, ...waitOf(fault) };
  return BROKEN;
}

function waitOf(outcome: object): Pick<Answer, 'retryAfterMs'> {
  return 'retryAfterMs' in outcome ? { retryAfterMs: Number(outcome.retryAfterMs) } : {};
}
