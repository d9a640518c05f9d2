import type { Readable } from 'node:stream';
import type {
  InspectToken,
  InspectTokenOutcome,
  RequestReset,
  RequestResetOutcome,
  SetPassword,
  SetPasswordOutcome,
} from '@rekey/domain';
import { type AnswerTable, answerTo } from '../answer-table.ts';
import { announcesJson } from '../json-content.ts';
import { describeAnswers, describeFaults, describeMalformed } from '../openapi/described-answer.ts';
import { INSPECT_SAMPLES, REQUEST_SAMPLES, SET_SAMPLES } from '../openapi/outcome-samples.ts';
import { CHOICE, NAME_QUERY, TOKEN_QUERY } from '../openapi/parameters.ts';
import { createReadParameter } from '../query-parameter.ts';
import { type BodyBounds, readBody } from '../read-body.ts';
import { COMMIT_MS, isBeforeDeadline } from '../request-bounds.ts';
import type { Route, RouteDescription } from '../route.ts';
import { parseChoice } from '../set-password.ts';
import type { AddressOf } from '../visitor-address.ts';
import { BOUNDS, enveloped, inEnvelope } from './envelope.ts';
import { SHOWN_USER, shown } from './shown-user.ts';

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

export const FORGOT_PASSWORD_2: RouteDescription = {
  path: `${USERS}/forgot_password`,
  verb: 'GET',
  id: 'forgotPasswordOfStudio',
  summary: 'Ask for a link by mail',
  query: NAME_QUERY,
  answers: [...describeAnswers(REQUEST_ANSWERS, REQUEST_SAMPLES, undefined), ...describeFaults(inEnvelope)],
};

/** `GET forgot_password?username=`: asks for a link by mail. */
export function forgotPassword2Route({ requestReset, addressOf }: Api2Deps): Route {
  return {
    ...FORGOT_PASSWORD_2,
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

export const SET_PASSWORD_2: RouteDescription = {
  path: `${USERS}/set_password`,
  verb: 'POST',
  id: 'setPasswordOfStudio',
  summary: 'Set a password with the token from the mail',
  payload: CHOICE,
  answers: [
    describeMalformed('no JSON, another content type, over 8 KB, ambiguous, or other members than these', inEnvelope),
    ...describeAnswers(SET_ANSWERS, SET_SAMPLES, undefined, { changed: { user: SHOWN_USER } }),
    ...describeFaults(inEnvelope),
  ],
};

/** `POST set_password {token, new}`: sets the password of the holder of a good token. Studio's CSRF header and cookie are not needed. */
export function setPassword2Route({ setPassword, addressOf, bodyBounds, deadlineMs }: Api2Deps): Route {
  return {
    ...SET_PASSWORD_2,
    graceMs: COMMIT_MS,
    shaped: inEnvelope,
    async answer(request) {
      const body = await readBody(request.payload as Readable, bodyBounds);
      const chosen = body !== null && announcesJson(request.raw.req.headers) ? parseChoice(body, CHOICE) : null;
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

export const VALIDATE_TOKEN_2: RouteDescription = {
  path: `${USERS}/validate_token`,
  verb: 'GET',
  id: 'validateTokenOfStudio',
  summary: 'Ask whether a token would be accepted now',
  query: TOKEN_QUERY,
  answers: [
    describeMalformed('token is missing, repeated or empty', inEnvelope),
    ...describeAnswers(VALIDATE_ANSWERS, INSPECT_SAMPLES, undefined),
    ...describeFaults(inEnvelope),
  ],
};

/** `GET validate_token?token=`: says whether a token would be accepted now, and never consumes it. */
export function validateToken2Route({ inspectToken, addressOf }: Api2Deps): Route {
  return {
    ...VALIDATE_TOKEN_2,
    shaped: inEnvelope,
    async answer(request, rawQuery) {
      const token = readToken(rawQuery);
      if (token === null || token === '') return INVALID;
      const ending = inspectToken({ token, address: addressOf(request) });
      return answerTo<InspectTokenOutcome, undefined>(VALIDATE_ANSWERS, ending, undefined);
    },
  };
}
