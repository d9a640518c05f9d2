import type { RequestReset, RequestResetOutcome } from '@rekey/domain';
import {
  EXTERNALLY_MANAGED,
  INTERNAL_ERROR,
  INVALID,
  locatedAt,
  OK,
  tooManyRequests,
  USER_NOT_FOUND,
  unavailable,
} from './answer.ts';
import { type AnswerTable, answerTo } from './answer-table.ts';
import { describeAnswers, describeFaults } from './openapi/described-answer.ts';
import { REQUEST_SAMPLES } from './openapi/outcome-samples.ts';
import { NAME_QUERY } from './openapi/parameters.ts';
import { createReadParameter } from './query-parameter.ts';
import { API, type LocationOf, type Route, type RouteDescription, sampleLocationOf } from './route.ts';
import type { AddressOf } from './visitor-address.ts';

export interface ForgotPasswordDeps {
  readonly requestReset: RequestReset;
  readonly addressOf: AddressOf;
  readonly locationOf: LocationOf;
}

interface Context {
  readonly locationOf: LocationOf;
  readonly username: string;
}

const ANSWERS = {
  accepted: ({ username }, { locationOf }) => locatedAt(OK, locationOf(username)),
  malformed: () => INVALID,
  'too-many-requests': tooManyRequests,
  overloaded: unavailable,
  'unknown-user': () => USER_NOT_FOUND,
  'externally-managed': () => EXTERNALLY_MANAGED,
  'no-mailbox': (_, { username }) => ({
    ...INTERNAL_ERROR,
    fault: `user ${JSON.stringify(masked(username))} has no usable e-mail address`,
  }),
} satisfies AnswerTable<RequestResetOutcome, Context>;

/** Many people's user name is their e-mail address, and no full address belongs in a log. */
const masked = (username: string): string => username.replace(/^.*(?=[@\uff20\ufe6b])/s, '***');

const readUsername = createReadParameter('username');

export const FORGOT_PASSWORD: RouteDescription = {
  path: `${API}/forgot-password.json`,
  verb: 'GET',
  id: 'forgotPassword',
  summary: 'Ask for a link by mail',
  query: NAME_QUERY,
  answers: [
    ...describeAnswers(ANSWERS, REQUEST_SAMPLES, { locationOf: sampleLocationOf, username: 'jane.doe' }),
    ...describeFaults(),
  ],
};

/** `GET forgot-password.json?username=`: asks for a link by mail. */
export function forgotPasswordRoute({ requestReset, addressOf, locationOf }: ForgotPasswordDeps): Route {
  return {
    ...FORGOT_PASSWORD,
    async answer(request, rawQuery) {
      const username = readUsername(rawQuery);
      if (username === null) return INVALID;
      const ending = requestReset({ username, address: addressOf(request) });
      return answerTo<RequestResetOutcome, Context>(ANSWERS, ending, { locationOf, username });
    },
  };
}
