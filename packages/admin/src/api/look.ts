import type { RequestQuery } from '@hapi/hapi';
import type { ReadAudit, ReadAuditOutcome } from '@rekey/domain';
import type { Backlog, LetterBox } from '@rekey/domain/ports';
import type { AuditView, LetterState, LetterView } from '@rekey/domain/values';
import Joi from 'joi';
import type { AdminRoute } from '../admin-route.ts';
import { type Answer, shows, USER_NOT_FOUND } from '../answer.ts';
import { age, limit, millisecondsOf, state, username } from './parameters.ts';
import * as schemas from './schemas.ts';

export interface LookDeps {
  readonly letters: Pick<LetterBox, 'list'>;
  readonly readAudit: ReadAudit;
  readonly backlog: Pick<Backlog, 'look'>;
  /** Takes out of a text what is an address, but for its mask, and what looks like a secret. */
  readonly mask: (text: string) => string;
}

const UNKNOWN = { 404: { when: 'nobody has the name, and nothing is recorded under it', schema: schemas.message } };

/** What only looks, and changes nothing. */
export const lookRoutes = (deps: LookDeps): readonly AdminRoute[] => [
  lettersRoute(deps),
  auditRoute(deps),
  backlogRoute(deps),
];

function lettersRoute({ letters, mask }: LookDeps): AdminRoute {
  return {
    method: 'GET',
    path: '/api/letters',
    summary: 'Letters, newest first',
    query: Joi.object({ username, state, age, limit }),
    answers: { 200: { when: 'also where there are none', schema: schemas.letters } },
    async answer({ query }) {
      const { username: name, state: of, age: within, limit: most } = query as RequestQuery & LettersQuery;
      const found = await letters.list({
        limit: most,
        ...(name !== undefined && { username: name }),
        ...(of !== undefined && { state: of }),
        ...(within !== undefined && { askedWithinMs: millisecondsOf(within) }),
      });
      return shows({ letters: found.map((letter) => letterRow(letter, maskFor(name, mask))) });
    },
  };
}

function letterRow(letter: LetterView, mask: Mask) {
  return {
    id: letter.id,
    kind: letter.kind,
    username: mask.name(letter.username),
    state: letter.state,
    reason: mask.text(letter.reason),
    attempts: letter.attempts,
    requestedAt: iso(letter.requestedAt),
    dueAt: iso(letter.dueAt),
    sentAt: iso(letter.sentAt),
    lastError: mask.text(letter.lastError),
  };
}

function auditRoute({ readAudit, mask }: LookDeps): AdminRoute {
  const trail = {
    read: ({ events }, asked) => shows({ events: events.map((event) => eventRow(event, maskFor(asked, mask))) }),
    'unknown-user': () => USER_NOT_FOUND,
  } satisfies Table<ReadAuditOutcome, string | undefined>;
  return {
    method: 'GET',
    path: '/api/audit',
    summary: 'The audit trail, newest first',
    query: Joi.object({ username, limit }),
    answers: { 200: { when: 'what was recorded', schema: schemas.trail }, ...UNKNOWN },
    async answer({ query }) {
      const wish = query as RequestQuery & { readonly username?: string; readonly limit: number };
      const outcome = await readAudit(wish);
      return outcome.kind === 'read' ? trail.read(outcome, wish.username) : trail[outcome.kind]();
    },
  };
}

function eventRow(event: AuditView, mask: Mask) {
  return {
    at: iso(event.at),
    kind: event.kind,
    username: mask.name(event.username),
    address: event.address,
    letterId: event.letterId,
    letterKind: event.letterKind,
    requestedAt: iso(event.requestedAt),
    reason: mask.text(event.reason),
    count: event.count,
    userKey: event.userKey,
    operator: event.operator,
  };
}

function backlogRoute({ backlog, mask }: LookDeps): AdminRoute {
  return {
    method: 'GET',
    path: '/api/backlog',
    summary: 'What waits, and what is wrong with the mail',
    answers: { 200: { when: 'always', schema: schemas.backlog } },
    async answer() {
      const { channelDown, overdueMs, waiting, claimsFailForMs } = await backlog.look();
      const down = channelDown === null ? null : { ...channelDown, reason: mask(channelDown.reason) };
      return shows({ channelDown: down, overdueMs, waiting, claimsFailForMs });
    },
  };
}

interface Mask {
  readonly text: (text: string | null) => string | null;
  /** A name may be an address. Whoever asked under it knows it; whoever looks at all letters need not. */
  readonly name: (name: string | null) => string | null;
}

function maskFor(asked: string | undefined, mask: LookDeps['mask']): Mask {
  const text = (each: string | null) => (each === null ? null : mask(each));
  return { text, name: (name) => (name === asked ? name : text(name)) };
}

interface LettersQuery {
  readonly username?: string;
  readonly state?: LetterState;
  readonly age?: string;
  readonly limit: number;
}

/** An answer for every outcome: a new one does not compile until it has a status. */
type Table<Outcome extends { readonly kind: string }, Context> = {
  readonly [Kind in Outcome['kind']]: (outcome: Extract<Outcome, { readonly kind: Kind }>, context: Context) => Answer;
};

const iso = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());
