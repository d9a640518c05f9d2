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
import { cleanCode } from './fields.ts';
import type { PageContext } from './page-context.ts';
import { CHOOSE, DONE, goesOnTo, type PageRoute, type Reply, shows } from './page-route.ts';
import { policyFaults } from './policy-faults.ts';
import type { Form } from './read-form.ts';

export interface ChoosePageDeps {
  readonly setPassword: SetPassword;
  readonly addressOf: AddressOf;
  readonly rules: ChooseRules;
  readonly signInUrl?: string | undefined;
  readonly deadlineMs: number;
}

const EMPTY: Choice = { code: '', password: '', repeated: '' };

/** `/reset-password`: chooses a new password. Showing it reads no token: opening the link tells and changes nothing. */
export function choosePage({ setPassword, addressOf, rules, signInUrl, deadlineMs }: ChoosePageDeps): PageRoute {
  return {
    path: `/${CHOOSE}`,
    graceMs: COMMIT_MS,
    show: (context) =>
      shows(context.query('step') === DONE ? changedPage(context, signInUrl) : chooseForm(context, rules, EMPTY, [])),
    async take(context, form) {
      const choice = readChoice(form, rules);
      const missing = missingFrom(choice, context);
      if (missing.length > 0) return shows(chooseForm(context, rules, choice, missing), 400);
      const { request } = context;
      const stillWanted = isBeforeDeadline(request, deadlineMs);
      const { code: token, password: newPassword } = choice;
      const ending = setPassword({
        ...{ token, newPassword, address: addressOf(request), stillWanted },
        locale: context.translator.locale,
      });
      return answerTo<SetPasswordOutcome, Chosen, Reply>(REPLIES, ending, { context, rules, choice });
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

function missingFrom({ code, password, repeated }: Choice, { translator }: PageContext): readonly Fault[] {
  return [
    ...(code === '' ? [{ field: 'code', text: translator.t('codeMissing') }] : []),
    ...(password === '' ? [{ field: 'password', text: translator.t('passwordMissing') }] : []),
    ...(password.normalize() === repeated.normalize() ? [] : [{ field: 'repeat', text: translator.t('mismatch') }]),
  ];
}

interface Chosen {
  readonly context: PageContext;
  readonly rules: ChooseRules;
  readonly choice: Choice;
}

// One page for every reason, as one status is for the API: an old mail does not tell what became of an account.
const deadLink = (_: unknown, { context }: Chosen): Reply => shows(deadLinkPage(context), 410);

const REPLIES = {
  changed: (_, { context }) => goesOnTo(context.href(CHOOSE, { step: DONE })),
  rejected: ({ reasons }, chosen) => notYet(chosen, 400, policyFaults(chosen.context.translator, reasons)),
  'bad-token': deadLink,
  'user-gone': deadLink,
  'externally-managed': deadLink,
  'too-many-requests': (outcome, chosen) => later(chosen, 429, 'tooMany', outcome.retryAfterMs),
  overloaded: (outcome, chosen) => later(chosen, 503, 'busy', outcome.retryAfterMs),
} satisfies AnswerTable<SetPasswordOutcome, Chosen, Reply>;

/** The form again. The code stays in it: nothing but success costs a link. */
function notYet({ context, rules, choice }: Chosen, status: number, faults: readonly Fault[]): Reply {
  return shows(chooseForm(context, rules, choice, faults), status);
}

function later(chosen: Chosen, status: number, why: 'tooMany' | 'busy', ms: number): Reply {
  const { translator } = chosen.context;
  const fault = { field: 'password', text: translator.t(why, { wait: translator.span(ms) }) };
  return { ...notYet(chosen, status, [fault]), headers: retryAfter(ms) };
}
