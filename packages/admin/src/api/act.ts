import type { IssueLink, IssueLinkOutcome, RetryLetter, RetryLetterOutcome, RevokeTokens } from '@rekey/domain';
import Joi from 'joi';
import type { AdminRoute } from '../admin-route.ts';
import { type Answer, says, shows, USER_NOT_FOUND } from '../answer.ts';
import { letterId, letterIdOf, operatorHeader, operatorOf, username } from './parameters.ts';
import * as schemas from './schemas.ts';

export interface ActDeps {
  readonly retryLetter: RetryLetter;
  readonly issueLink: IssueLink;
  readonly revokeTokens: RevokeTokens;
}

const RETRIED = {
  due: says(200, 'OK'),
  'not-dead': says(409, 'Letter is not dead'),
  unknown: says(404, 'Letter not found'),
} satisfies Record<RetryLetterOutcome, Answer>;

const NO_LINK = {
  'unknown-user': USER_NOT_FOUND,
  'externally-managed': says(403, 'Externally managed user'),
  disabled: says(409, 'User is disabled'),
} satisfies Record<Exclude<IssueLinkOutcome['kind'], 'issued'>, Answer>;

const answers = (rows: Readonly<Record<number, string>>, schema: Joi.Schema): AdminRoute['answers'] =>
  Object.fromEntries(
    Object.entries(rows).map(([status, when]) => [
      status,
      { when, schema: status === '200' ? schema : schemas.message },
    ]),
  );

/** What changes something: each of these is in the trail, with who did it. */
export const actRoutes = (deps: ActDeps): readonly AdminRoute[] => [
  retryRoute(deps),
  linkRoute(deps),
  revokeRoute(deps),
];

const retryRoute = ({ retryLetter }: ActDeps): AdminRoute => ({
  method: 'POST',
  path: '/api/letters/{id}/retry',
  summary: 'Make a dead letter due now',
  params: Joi.object({ id: letterId.required() }),
  headers: operatorHeader,
  answers: answers({ 200: 'it is due', 404: 'there is no such letter', 409: 'it is not dead' }, schemas.message),
  answer: async (request) => RETRIED[await retryLetter(letterIdOf(request), operatorOf(request))],
});

const linkRoute = ({ issueLink }: ActDeps): AdminRoute => ({
  method: 'POST',
  path: '/api/links',
  summary: 'Make a one-time link, shown this once',
  headers: operatorHeader,
  payload: Joi.object({ username: username.required() }).required(),
  answers: answers(
    { 200: 'hand it over by other means', 403: 'managed elsewhere', 404: 'nobody has the name', 409: 'disabled' },
    schemas.link,
  ),
  async answer(request) {
    const { username: name } = request.payload as { readonly username: string };
    const outcome = await issueLink(name, operatorOf(request));
    return outcome.kind === 'issued' ? shows({ link: outcome.link }) : NO_LINK[outcome.kind];
  },
});

const revokeRoute = ({ revokeTokens }: ActDeps): AdminRoute => ({
  method: 'POST',
  path: '/api/tokens/revoke',
  summary: 'Kill live links, of one user or all of them',
  headers: operatorHeader,
  payload: Joi.object({ username, all: Joi.boolean().valid(true) })
    .xor('username', 'all')
    .required()
    .messages({ 'object.xor': 'username or all, not both', 'object.missing': 'username, or all: true' }),
  answers: answers({ 200: 'how many were live', 404: 'nobody has the name' }, schemas.revoked),
  async answer(request) {
    const { username: name } = request.payload as { readonly username?: string };
    const by = operatorOf(request);
    const outcome = await (name === undefined ? revokeTokens.all(by) : revokeTokens.of(name, by));
    return outcome.kind === 'revoked' ? shows({ revoked: outcome.count }) : USER_NOT_FOUND;
  },
});
