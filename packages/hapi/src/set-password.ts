import type { Readable } from 'node:stream';
import type { SetPassword, SetPasswordOutcome } from '@rekey/domain';
import type Joi from 'joi';
import {
  EXTERNALLY_MANAGED,
  INVALID,
  locatedAt,
  OK,
  tooManyRequests,
  UNAUTHORIZED,
  USER_NOT_FOUND,
  unavailable,
} from './answer.ts';
import { type AnswerTable, answerTo } from './answer-table.ts';
import { announcesJson } from './json-content.ts';
import { describeAnswers, describeFaults, describeMalformed } from './openapi/described-answer.ts';
import { SET_SAMPLES } from './openapi/outcome-samples.ts';
import { CHOICE, REASONS } from './openapi/parameters.ts';
import { type BodyBounds, readBody } from './read-body.ts';
import { COMMIT_MS, isBeforeDeadline } from './request-bounds.ts';
import { API, type LocationOf, type Route, type RouteDescription, sampleLocationOf } from './route.ts';
import { parseStrictJson } from './strict-json.ts';
import type { AddressOf } from './visitor-address.ts';

export interface SetPasswordDeps {
  readonly setPassword: SetPassword;
  readonly addressOf: AddressOf;
  readonly locationOf: LocationOf;
  readonly bodyBounds: BodyBounds;
  readonly deadlineMs: number;
}

const ANSWERS = {
  changed: ({ user }, locationOf) => locatedAt(OK, locationOf(user.username)),
  rejected: ({ reasons }) => ({ ...INVALID, body: { ...INVALID.body, reasons } }),
  'too-many-requests': tooManyRequests,
  overloaded: unavailable,
  'bad-token': () => UNAUTHORIZED,
  'user-gone': () => USER_NOT_FOUND,
  'externally-managed': () => EXTERNALLY_MANAGED,
} satisfies AnswerTable<SetPasswordOutcome, LocationOf>;

/** Members beside the two are ignored: none of them names another user or address (CVE-2019-19844's cousins). */
const PAYLOAD = CHOICE.unknown();

export const SET_PASSWORD: RouteDescription = {
  path: `${API}/set-password.json`,
  verb: 'POST',
  id: 'setPassword',
  summary: 'Set a password with the token from the mail',
  payload: PAYLOAD,
  answers: [
    describeMalformed('no JSON, another content type, over 8 KB, ambiguous, or a member is missing or no string'),
    ...describeAnswers(ANSWERS, SET_SAMPLES, sampleLocationOf, { rejected: { reasons: REASONS } }),
    ...describeFaults(),
  ],
};

/** `POST set-password.json {token, new}`: sets the password of the holder of a good token. */
export function setPasswordRoute(deps: SetPasswordDeps): Route {
  const { setPassword, addressOf, locationOf, bodyBounds, deadlineMs } = deps;
  return {
    ...SET_PASSWORD,
    graceMs: COMMIT_MS,
    async answer(request) {
      const body = await readBody(request.payload as Readable, bodyBounds);
      const chosen = body !== null && announcesJson(request.raw.req.headers) ? parseChoice(body, PAYLOAD) : null;
      if (chosen === null) return INVALID;
      const stillWanted = isBeforeDeadline(request, deadlineMs);
      const ending = setPassword({ ...chosen, address: addressOf(request), stillWanted });
      return answerTo<SetPasswordOutcome, LocationOf>(ANSWERS, ending, locationOf);
    },
  };
}

interface Choice {
  readonly token: string;
  readonly newPassword: string;
}

/** The strict JSON of a body, if it is what the schema describes. */
export function parseChoice(body: Buffer, schema: Joi.ObjectSchema): Choice | null {
  const { error, value } = schema.validate(parseStrictJson(body) ?? undefined, {
    convert: false,
    presence: 'required',
  });
  return error === undefined ? { token: value.token, newPassword: value.new } : null;
}
