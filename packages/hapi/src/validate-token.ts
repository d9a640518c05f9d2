import type { InspectToken, InspectTokenOutcome } from '@rekey/domain';
import {
  EXTERNALLY_MANAGED,
  INVALID,
  OK,
  tooManyRequests,
  UNAUTHORIZED,
  USER_NOT_FOUND,
  unavailable,
} from './answer.ts';
import { type AnswerTable, answerTo } from './answer-table.ts';
import { describeAnswers, describeFaults, describeMalformed } from './openapi/described-answer.ts';
import { INSPECT_SAMPLES } from './openapi/outcome-samples.ts';
import { TOKEN_QUERY } from './openapi/parameters.ts';
import { createReadParameter } from './query-parameter.ts';
import { API, type Route, type RouteDescription } from './route.ts';
import type { AddressOf } from './visitor-address.ts';

export interface ValidateTokenDeps {
  readonly inspectToken: InspectToken;
  readonly addressOf: AddressOf;
}

const ANSWERS = {
  // No Location: a token in somebody's hands is not yet leave to learn whose it is.
  good: () => OK,
  'too-many-requests': tooManyRequests,
  overloaded: unavailable,
  'bad-token': () => UNAUTHORIZED,
  'user-gone': () => USER_NOT_FOUND,
  'externally-managed': () => EXTERNALLY_MANAGED,
} satisfies AnswerTable<InspectTokenOutcome, undefined>;

const readToken = createReadParameter('token');

export const VALIDATE_TOKEN: RouteDescription = {
  path: `${API}/validate-token.json`,
  verb: 'GET',
  id: 'validateToken',
  summary: 'Ask whether a token would be accepted now',
  query: TOKEN_QUERY,
  answers: [
    describeMalformed('token is missing, repeated or empty'),
    ...describeAnswers(ANSWERS, INSPECT_SAMPLES, undefined),
    ...describeFaults(),
  ],
};

/** `GET validate-token.json?token=`: says whether a token would be accepted now, and never consumes it. */
export function validateTokenRoute({ inspectToken, addressOf }: ValidateTokenDeps): Route {
  return {
    ...VALIDATE_TOKEN,
    async answer(request, rawQuery) {
      const token = readToken(rawQuery);
      if (token === null || token === '') return INVALID;
      const ending = inspectToken({ token, address: addressOf(request) });
      return answerTo<InspectTokenOutcome, undefined>(ANSWERS, ending, undefined);
    },
  };
}
