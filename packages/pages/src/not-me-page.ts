import type { ReportNotMe, ReportNotMeOutcome } from '@rekey/domain';
import { type AddressOf, type AnswerTable, answerTo, retryAfter } from '@rekey/hapi/requests';
import { type Html, html } from '@rekey/markup';
import { documentOf } from './document.ts';
import { type Fault, faultSummary } from './fault-summary.ts';
import { cleanCode, codeField, usernameField } from './fields.ts';
import type { PageContext } from './page-context.ts';
import { ASK, DONE, goesOnTo, NOT_ME, type PageRoute, type Reply, shows } from './page-route.ts';

export interface NotMePageDeps {
  readonly reportNotMe: ReportNotMe;
  readonly addressOf: AddressOf;
}

interface Said {
  readonly context: PageContext;
  readonly secret: string;
  readonly username: string;
}

/**
 * `/not-me`: "this wasn't me". Opening it does nothing, and pressing its button does nothing either: it wants the user name, which
 * a scanner of mails does not type. Its answer is the same whatever the name and the secret are.
 */
export function notMePage({ reportNotMe, addressOf }: NotMePageDeps): PageRoute {
  return {
    path: `/${NOT_ME}`,
    show: (context) =>
      shows(context.query('step') === DONE ? noted(context) : notMeForm({ context, secret: '', username: '' })),
    async take(context, form) {
      const said = { context, secret: cleanCode(form('code') ?? ''), username: form('username')?.trim() ?? '' };
      const { translator, request } = context;
      const missing = [
        ...(said.secret === '' ? [{ field: 'code', text: translator.t('notMeCodeBad') }] : []),
        ...(said.username === '' ? [{ field: 'username', text: translator.t('usernameMissing') }] : []),
      ];
      if (missing.length > 0) return shows(notMeForm(said, missing), 400);
      const { secret, username } = said;
      const ending = reportNotMe({ secret, username, address: addressOf(request) });
      return answerTo<ReportNotMeOutcome, Said, Reply>(REPLIES, ending, said);
    },
  };
}

const REPLIES = {
  received: (_, { context }) => goesOnTo(context.href(NOT_ME, { step: DONE })),
  malformed: ({ what }, said) =>
    what === 'secret' ? notYet(said, 400, 'code', 'notMeCodeBad') : notYet(said, 400, 'username', 'usernameBad'),
  'too-many-requests': (outcome, said) => later(said, 429, 'tooMany', outcome.retryAfterMs),
  overloaded: (outcome, said) => later(said, 503, 'busy', outcome.retryAfterMs),
} satisfies AnswerTable<ReportNotMeOutcome, Said, Reply>;

type Why = 'notMeCodeBad' | 'usernameBad' | 'tooMany' | 'busy';

function notYet(said: Said, status: number, field: string, why: Why, wait = ''): Reply {
  return shows(notMeForm(said, [{ field, text: said.context.translator.t(why, { wait }) }]), status);
}

function later(said: Said, status: number, why: 'tooMany' | 'busy', ms: number): Reply {
  return { ...notYet(said, status, 'username', why, said.context.translator.span(ms)), headers: retryAfter(ms) };
}

function notMeForm({ context, secret, username }: Said, faults: readonly Fault[] = []): Html {
  const { translator, href } = context;
  const title = translator.t('notMeTitle');
  const isFaulty = (name: string) => faults.some(({ field }) => field === name);
  const code = { label: translator.t('notMeCode'), hint: translator.t('notMeCodeHint'), code: secret };
  return documentOf(context, {
    title,
    ...(faults.length > 0 && { tab: `${translator.t('faultMark')}: ${title}` }),
    here: NOT_ME,
    main: html`${faultSummary(translator, faults)}
<p>${translator.t('notMeLead')}</p>
<form method="post" action="${href(NOT_ME)}" novalidate data-takes-code>
${codeField({ ...code, faulty: isFaulty('code') })}
${usernameField(translator, username, isFaulty('username'))}
<button type="submit">${translator.t('notMeButton')}</button>
</form>`,
  });
}

function noted(context: PageContext): Html {
  const { translator, href } = context;
  return documentOf(context, {
    title: translator.t('notedTitle'),
    here: NOT_ME,
    query: { step: DONE },
    main: html`<p>${translator.t('notedLead')}</p>
<p>${translator.t('notedNext')}</p>
<p><a class="button" href="${href(ASK)}">${translator.t('deadAgain')}</a></p>`,
  });
}
