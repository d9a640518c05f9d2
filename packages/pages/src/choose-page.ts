import type { SetPassword, SetPasswordOutcome } from '@rekey/domain';
import {
  type AddressOf,
  type AnswerTable,
  answerTo,
  COMMIT_MS,
  isBeforeDeadline,
  retryAfter,
} from '@rekey/hapi/requests';
import { changedPage, deadLinkPage } from './choose-ends.ts';
import { type Choice, type ChooseRules, chooseForm } from './choose-form.ts';
import type { Fault } from './fault-summary.ts';
import { CHOOSE, DONE } from './page-names.ts';
import type { PageRoute } from './page-route.ts';
import { cleanCode } from './pasted-code.ts';
import { policyFaults } from './policy-faults.ts';
import type { Form } from './read-form.ts';
import { goesOnTo, type Reply, shows } from './reply.ts';
import type { Visit } from './visit.ts';

export interface ChoosePageDeps {
  readonly setPassword: SetPassword;
  readonly addressOf: AddressOf;
  readonly rules: ChooseRules;
  readonly signInUrl?: string | undefined;
  readonly deadlineMs: number;
}

const EMPTY: Choice = { code: '', password: '', repeated: '' };

/** `/reset-password`: chooses a new password. Showing it looks at no token: whoever only opens the link learns and changes nothing. */
export function choosePage({ setPassword, addressOf, rules, signInUrl, deadlineMs }: ChoosePageDeps): PageRoute {
  return {
    path: `/${CHOOSE}`,
    graceMs: COMMIT_MS,
    show: (visit) =>
      shows(visit.query('step') === DONE ? changedPage(visit, signInUrl) : chooseForm(visit, rules, EMPTY, [])),
    async take(visit, form) {
      const choice = readChoice(form, rules);
      const missing = missingFrom(choice, visit);
      if (missing.length > 0) return shows(chooseForm(visit, rules, choice, missing), 400);
      const { request } = visit;
      const stillWanted = isBeforeDeadline(request, deadlineMs);
      const { code: token, password: newPassword } = choice;
      const ending = setPassword({
        ...{ token, newPassword, address: addressOf(request), stillWanted },
        locale: visit.speech.locale,
      });
      return answerTo<SetPasswordOutcome, Chosen, Reply>(REPLIES, ending, { visit, rules, choice });
    },
  };
}

function readChoice(form: Form, { fields }: ChooseRules): Choice {
  const password = form('password') ?? '';
  return {
    code: cleanCode(form('code') ?? ''),
    password,
    repeated: fields === 2 ? (form('repeat') ?? '') : password,
  };
}

function missingFrom({ code, password, repeated }: Choice, { speech }: Visit): readonly Fault[] {
  return [
    ...(code === '' ? [{ field: 'code', text: speech.say('codeMissing') }] : []),
    ...(password === '' ? [{ field: 'password', text: speech.say('passwordMissing') }] : []),
    ...(password.normalize() === repeated.normalize() ? [] : [{ field: 'repeat', text: speech.say('mismatch') }]),
  ];
}

interface Chosen {
  readonly visit: Visit;
  readonly rules: ChooseRules;
  readonly choice: Choice;
}

// One page for every reason, as one status is for the API: what became of an account is not told to whoever holds an old mail.
const deadLink = (_: unknown, { visit }: Chosen): Reply => shows(deadLinkPage(visit), 410);

const REPLIES = {
  changed: (_, { visit }) => goesOnTo(visit.href(CHOOSE, DONE)),
  rejected: ({ reasons }, chosen) => notYet(chosen, 400, policyFaults(chosen.visit.speech, reasons)),
  'bad-token': deadLink,
  'user-gone': deadLink,
  'externally-managed': deadLink,
  'too-many-requests': (outcome, chosen) => later(chosen, 429, 'tooMany', outcome.retryAfterMs),
  overloaded: (outcome, chosen) => later(chosen, 503, 'busy', outcome.retryAfterMs),
} satisfies AnswerTable<SetPasswordOutcome, Chosen, Reply>;

/** The form again. The code stays in it: nothing but success costs a link. */
function notYet({ visit, rules, choice }: Chosen, status: number, faults: readonly Fault[]): Reply {
  return shows(chooseForm(visit, rules, choice, faults), status);
}

function later(chosen: Chosen, status: number, why: 'tooMany' | 'busy', ms: number): Reply {
  const { speech } = chosen.visit;
  const fault = { field: 'password', text: speech.say(why, { wait: speech.span(ms) }) };
  return { ...notYet(chosen, status, [fault]), headers: retryAfter(ms) };
}
