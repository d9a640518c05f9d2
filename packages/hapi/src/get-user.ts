import type { LookUpUser, LookUpUserOutcome } from '@rekey/domain';
import type { User } from '@rekey/domain/values';
import { type Answer, INVALID, locatedAt, UNAUTHORIZED, USER_NOT_FOUND, unavailable } from './answer.ts';
import { type AnswerTable, answerTo } from './answer-table.ts';
import type { IsOperator } from './bearer.ts';
import { createReadParameter } from './query-parameter.ts';
import { API, type LocationOf, type Route } from './route.ts';

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

/** `GET get.json?username=`: shows a user to an operator. Without the operator token every request gets the same 401, valid or not. */
export function getUserRoute({ lookUpUser, isOperator, locationOf }: GetUserDeps): Route {
  return {
    path: `${API}/get.json`,
    verb: 'GET',
    async answer(request, rawQuery) {
      if (!isOperator(request.raw.req.headers.authorization)) return NOT_AN_OPERATOR;
      const username = readUsername(rawQuery);
      if (username === null) return INVALID;
      return answerTo<LookUpUserOutcome, LocationOf>(ANSWERS, lookUpUser(username), locationOf);
    },
  };
}

/** Crafter Studio's member names. Named one by one, so that no new member of `User` is shown by accident. */
function shown(user: User): Answer['body'] {
  return {
    username: user.username,
    first_name: user.firstName ?? '',
    last_name: user.lastName ?? '',
    email: user.email ?? '',
    externally_managed: user.externallyManaged,
  };
}
