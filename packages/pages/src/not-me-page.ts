import type { ReportNotMe, ReportNotMeOutcome } from '@rekey/domain';
import { type AddressOf, type AnswerTable, answerTo, retryAfter } from '@rekey/hapi/requests';
import { type Html, html } from '@rekey/markup';
import { codeField } from './code-field.ts';
import { documentOf } from './document.ts';
import { type Fault, faultSummary } from './fault-summary.ts';
import { ASK, DONE, NOT_ME } from './page-names.ts';
import type { PageRoute } from './page-route.ts';
import { cleanCode } from './pasted-code.ts';
import { goesOnTo, type Reply, shows } from './reply.ts';
import { usernameField } from './username-field.ts';
import type { Visit } from './visit.ts';

export interface NotMePageDeps {
  readonly reportNotMe: ReportNotMe;
  readonly addressOf: AddressOf;
}

interface Said {
  readonly visit: Visit;
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
    show: (visit) =>
      shows(visit.query('step') === DONE ? noted(visit) : notMeForm({ visit, secret: '', username: '' })),
    async take(visit, form) {
      const said = { visit, secret: cleanCode(form('code') ?? ''), username: form('username')?.trim() ?? '' };
      const { speech, request } = visit;
      const missing = [
        ...(said.secret === '' ? [{ field: 'code', text: speech.say('notMeCodeBad') }] : []),
        ...(said.username === '' ? [{ field: 'username', text: speech.say('usernameMissing') }] : []),
      ];
      if (missing.length > 0) return shows(notMeForm(said, missing), 400);
      const { secret, username } = said;
      const ending = reportNotMe({ secret, username, address: addressOf(request) });
      return answerTo<ReportNotMeOutcome, Said, Reply>(REPLIES, ending, said);
    },
  };
}

const REPLIES = {
  received: (_, { visit }) => goesOnTo(visit.href(NOT_ME, DONE)),
  malformed: ({ what }, said) =>
    what === 'secret' ? notYet(said, 400, 'code', 'notMeCodeBad') : notYet(said, 400, 'username', 'usernameBad'),
  'too-many-requests': (outcome, said) => later(said, 429, 'tooMany', outcome.retryAfterMs),
  overloaded: (outcome, said) => later(said, 503, 'busy', outcome.retryAfterMs),
} satisfies AnswerTable<ReportNotMeOutcome, Said, Reply>;

type Why = 'notMeCodeBad' | 'usernameBad' | 'tooMany' | 'busy';

function notYet(said: Said, status: number, field: string, why: Why, wait = ''): Reply {
  return shows(notMeForm(said, [{ field, text: said.visit.speech.say(why, { wait }) }]), status);
}

function later(said: Said, status: number, why: 'tooMany' | 'busy', ms: number): Reply {
  return { ...notYet(said, status, 'username', why, said.visit.speech.span(ms)), headers: retryAfter(ms) };
}

function notMeForm({ visit, secret, username }: Said, faults: readonly Fault[] = []): Html {
  const { speech, href } = visit;
  const title = speech.say('notMeTitle');
  const isFaulty = (name: string) => faults.some(({ field }) => field === name);
  const code = { label: speech.say('notMeCode'), hint: speech.say('notMeCodeHint'), code: secret };
  return documentOf(visit, {
    title,
    ...(faults.length > 0 && { tab: `${speech.say('faultMark')}: ${title}` }),
    here: NOT_ME,
    main: html`${faultSummary(speech, faults)}
<p>${speech.say('notMeLead')}</p>
<form method="post" action="${href(NOT_ME)}" novalidate data-takes-code>
${codeField({ ...code, faulty: isFaulty('code') })}
${usernameField(speech, username, isFaulty('username'))}
<button type="submit">${speech.say('notMeButton')}</button>
</form>`,
  });
}

function noted(visit: Visit): Html {
  const { speech, href } = visit;
  return documentOf(visit, {
    title: speech.say('notedTitle'),
    here: NOT_ME,
    step: DONE,
    main: html`<p>${speech.say('notedLead')}</p>
<p>${speech.say('notedNext')}</p>
<p><a class="button" href="${href(ASK)}">${speech.say('deadAgain')}</a></p>`,
  });
}
