import type { LookUpUser, LookUpUserOutcome } from '@rekey/domain';
import type { User } from '@rekey/domain/values';
import Joi from 'joi';
import { type Answer, INVALID, locatedAt, UNAUTHORIZED, USER_NOT_FOUND, unavailable } from './answer.ts';
import { type AnswerTable, answerTo } from './answer-table.ts';
import type { IsOperator } from './bearer.ts';
import { describeAnswer, describeAnswers, describeFaults } from './openapi/described-answer.ts';
import { LOOK_UP_SAMPLES } from './openapi/outcome-samples.ts';
import { NAME_QUERY } from './openapi/parameters.ts';
import { createReadParameter } from './query-parameter.ts';
import { API, type LocationOf, type Route, type RouteDescription, sampleLocationOf } from './route.ts';

export interface GetUserDeps {
  readonly lookUpUser: LookUpUser;
  readonly isOperator: IsOperator;
  readonly locationOf: LocationOf;
}

const NOT_AN_OPERATOR: Answer = { ...UNAUTHORIZED, headers: { 'www-authenticate': 'Bearer' } };

const ANSWERS = {
  found: ({ user }, locationOf) => locatedAt({ status: 200, body: shown(user) }, locationOf(user.username)),
  malformed: () => INVALID,
  overloaded: unavailable,
  'unknown-user': () => USER_NOT_FOUND,
} satisfies AnswerTable<LookUpUserOutcome, LocationOf>;

const readUsername = createReadParameter('username');

const text = Joi.string().allow('');

const SHOWN = {
  username: text,
  first_name: text,
  last_name: text,
  email: text,
  externally_managed: Joi.boolean(),
} satisfies Record<keyof ReturnType<typeof shown>, Joi.Schema>;

export const GET_USER: RouteDescription = {
  path: `${API}/get.json`,
  verb: 'GET',
  id: 'getUser',
  summary: 'Show a user to an operator',
  query: NAME_QUERY,
  operatorOnly: true,
  answers: [
    describeAnswer('not-an-operator', 'no operator token, another one, or none is configured', NOT_AN_OPERATOR),
    ...describeAnswers(ANSWERS, LOOK_UP_SAMPLES, sampleLocationOf, { found: SHOWN }),
    ...describeFaults(),
  ],
};

/** `GET get.json?username=`: shows a user to an operator. Without the operator token every request gets the same 401, valid or not. */
export function getUserRoute({ lookUpUser, isOperator, locationOf }: GetUserDeps): Route {
  return {
    ...GET_USER,
    async answer(request, rawQuery) {
      if (!isOperator(request.raw.req.headers.authorization)) return NOT_AN_OPERATOR;
      const username = readUsername(rawQuery);
      if (username === null) return INVALID;
      return answerTo<LookUpUserOutcome, LocationOf>(ANSWERS, lookUpUser(username), locationOf);
    },
  };
}

/** Crafter Studio's member names. Named one by one, so that no new member of `User` is shown by accident. */
function shown(user: User) {
  return {
    username: user.username,
    first_name: user.firstName ?? '',
    last_name: user.lastName ?? '',
    email: user.email ?? '',
    externally_managed: user.externallyManaged,
  };
}
