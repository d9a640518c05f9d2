import type { Readable } from 'node:stream';
import type {
  InspectToken,
  InspectTokenOutcome,
  RequestReset,
  RequestResetOutcome,
  SetPassword,
  SetPasswordOutcome,
} from '@rekey/domain';
import type { User } from '@rekey/domain/values';
import { type AnswerTable, answerTo } from '../answer-table.ts';
import { announcesJson } from '../json-content.ts';
import { createReadParameter } from '../query-parameter.ts';
import { type BodyBounds, readBody } from '../read-body.ts';
import { COMMIT_MS, isBeforeDeadline } from '../request-bounds.ts';
import type { Route } from '../route.ts';
import { parseChoice } from '../set-password.ts';
import type { AddressOf } from '../visitor-address.ts';
import { BOUNDS, enveloped, inEnvelope } from './envelope.ts';

export interface Api2Deps {
  readonly requestReset: RequestReset;
  readonly setPassword: SetPassword;
  readonly inspectToken: InspectToken;
  readonly addressOf: AddressOf;
  readonly bodyBounds: BodyBounds;
  readonly deadlineMs: number;
}

const USERS = '/api/2/users';

const INVALID = enveloped(400, 'invalid');
const EXTERNAL = enveloped(403, 'external');
const UNKNOWN_USER = enveloped(404, 'unknown user');
/** Studio's own server says 200 with `"user": null`; its OpenAPI file says 401. */
const BAD_TOKEN = enveloped(401, 'unauthorized');

const ASKED = enveloped(200, 'ok', {
  message: 'If the user exists, a password recovery email has been sent to them.',
});

const REQUEST_ANSWERS = {
  accepted: () => ASKED,
  malformed: () => INVALID,
  ...BOUNDS,
  // Studio has told nobody since 3.1.12 who has an account.
  'unknown-user': () => ASKED,
  'externally-managed': () => ASKED,
  'no-mailbox': () => ASKED,
} satisfies AnswerTable<RequestResetOutcome, undefined>;

// The name as Studio's login page sends it: not encoded, so a plus is a plus. No name of Studio's has a blank.
const readUsername = createReadParameter('username', { plus: 'plus' });

/** `GET forgot_password?username=`: asks for a link by mail. */
export function forgotPassword2Route({ requestReset, addressOf }: Api2Deps): Route {
  return {
    path: `${USERS}/forgot_password`,
    verb: 'GET',
    shaped: inEnvelope,
    async answer(request, rawQuery) {
      const username = readUsername(rawQuery);
      if (username === null) return INVALID;
      const ending = requestReset({ username, address: addressOf(request) });
      return answerTo<RequestResetOutcome, undefined>(REQUEST_ANSWERS, ending, undefined);
    },
  };
}

const SET_ANSWERS = {
  changed: ({ user }) => enveloped(200, 'ok', { user: shown(user) }),
  rejected: () => enveloped(400, 'policy'),
  ...BOUNDS,
  'bad-token': () => BAD_TOKEN,
  'user-gone': () => UNKNOWN_USER,
  'externally-managed': () => EXTERNAL,
} satisfies AnswerTable<SetPasswordOutcome, undefined>;

/** `POST set_password {token, new}`: sets the password of the holder of a good token. Studio's CSRF header and cookie are not needed. */
export function setPassword2Route({ setPassword, addressOf, bodyBounds, deadlineMs }: Api2Deps): Route {
  return {
    path: `${USERS}/set_password`,
    verb: 'POST',
    graceMs: COMMIT_MS,
    shaped: inEnvelope,
    async answer(request) {
      const body = await readBody(request.payload as Readable, bodyBounds);
      const chosen = body !== null && announcesJson(request.raw.req.headers) ? parseChoice(body, 'alone') : null;
      if (chosen === null) return INVALID;
      const stillWanted = isBeforeDeadline(request, deadlineMs);
      const ending = setPassword({ ...chosen, address: addressOf(request), stillWanted });
      return answerTo<SetPasswordOutcome, undefined>(SET_ANSWERS, ending, undefined);
    },
  };
}

const VALIDATE_ANSWERS = {
  good: () => enveloped(200, 'ok'),
  ...BOUNDS,
  'bad-token': () => BAD_TOKEN,
  'user-gone': () => UNKNOWN_USER,
  'externally-managed': () => EXTERNAL,
} satisfies AnswerTable<InspectTokenOutcome, undefined>;

const readToken = createReadParameter('token', { plus: 'plus' });

/** `GET validate_token?token=`: says whether a token would be accepted now, and never consumes it. */
export function validateToken2Route({ inspectToken, addressOf }: Api2Deps): Route {
  return {
    path: `${USERS}/validate_token`,
    verb: 'GET',
    shaped: inEnvelope,
    async answer(request, rawQuery) {
      const token = readToken(rawQuery);
      if (token === null || token === '') return INVALID;
      const ending = inspectToken({ token, address: addressOf(request) });
      return answerTo<InspectTokenOutcome, undefined>(VALIDATE_ANSWERS, ending, undefined);
    },
  };
}

/** Crafter Studio's member names. Named one by one, so that no new member of `User` is shown by accident. */
function shown(user: User) {
  return {
    id: idOf(user),
    username: user.username,
    firstName: user.firstName ?? '',
    lastName: user.lastName ?? '',
    email: user.email ?? '',
    enabled: user.enabled,
    externallyManaged: user.externallyManaged,
  };
}

/** Studio's id is a number; a key that is none, or that JSON's numbers would round, stays text. */
function idOf({ key }: User): number | string {
  const number = Number(key);
  return Number.isSafeInteger(number) && String(number) === key ? number : key;
}
