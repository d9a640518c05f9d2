import type { Readable } from 'node:stream';
import type { SetPassword, SetPasswordOutcome } from '@rekey/domain';
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
import { type BodyBounds, readBody } from './read-body.ts';
import { COMMIT_MS, isBeforeDeadline } from './request-bounds.ts';
import { API, type LocationOf, type Route } from './route.ts';
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

/** `POST set-password.json {token, new}`: sets the password of the holder of a good token. */
export function setPasswordRoute(deps: SetPasswordDeps): Route {
  const { setPassword, addressOf, locationOf, bodyBounds, deadlineMs } = deps;
  return {
    path: `${API}/set-password.json`,
    verb: 'POST',
    graceMs: COMMIT_MS,
    async answer(request) {
      const body = await readBody(request.payload as Readable, bodyBounds);
      const chosen = body !== null && announcesJson(request.raw.req.headers) ? parseChoice(body, 'or more') : null;
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

/**
 * Members beside `token` and `new` are ignored, or refused where the two stand `alone`, so none of them can name another
 * user or address (CVE-2019-19844's cousins).
 */
export function parseChoice(body: Buffer, members: 'alone' | 'or more'): Choice | null {
  const given = parseStrictJson(body);
  if (given === null || (members === 'alone' && Object.keys(given).length > 2)) return null;
  const token = ownText(given, 'token');
  const newPassword = ownText(given, 'new');
  return token === null || newPassword === null ? null : { token, newPassword };
}

/** A non-empty string that is the object's own. Nothing is converted: `{"$regex":".*"}` is no token (CVE-2017-7615 began with `''`). */
function ownText(members: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = Object.hasOwn(members, name) ? members[name] : null;
  return typeof value === 'string' && value !== '' ? value : null;
}
