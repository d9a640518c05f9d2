import type { RequestReset, RequestResetOutcome } from '@rekey/domain';
import { type AddressOf, type AnswerTable, answerTo, retryAfter } from '@rekey/hapi/requests';
import { type Html, html } from '@rekey/markup';
import { documentOf } from './document.ts';
import { faultSummary } from './fault-summary.ts';
import { ASK, SENT } from './page-names.ts';
import type { PageRoute } from './page-route.ts';
import { goesOnTo, type Reply, shows } from './reply.ts';
import { usernameField } from './username-field.ts';
import type { Visit } from './visit.ts';

export interface AskPageDeps {
  /** With private answers, which cost the same for every name. */
  readonly requestReset: RequestReset;
  readonly addressOf: AddressOf;
  /** How long a link lives, as the page says it. */
  readonly tokenLifeMs: number;
}

/** `/forgot-password`: asks for a link by mail. */
export function askPage({ requestReset, addressOf, tokenLifeMs }: AskPageDeps): PageRoute {
  return {
    path: `/${ASK}`,
    show: (visit) => shows(visit.query('step') === SENT ? sent(visit, tokenLifeMs) : askForm(visit)),
    async take(visit, form) {
      // A phone's keyboard leaves a blank after the word that it completed.
      const username = form('username')?.trim() ?? '';
      if (username === '') return notYet({ visit, username }, 400, visit.speech.say('usernameMissing'));
      const ending = requestReset({ username, address: addressOf(visit.request), locale: visit.speech.locale });
      return answerTo<RequestResetOutcome, Asked, Reply>(REPLIES, ending, { visit, username });
    },
  };
}

interface Asked {
  readonly visit: Visit;
  readonly username: string;
}

const lookInYourMail = (_: unknown, { visit }: Asked): Reply => goesOnTo(visit.href(ASK, SENT));

const REPLIES = {
  accepted: lookInYourMail,
  // A page never tells who has an account, however its use case was put together.
  'unknown-user': lookInYourMail,
  'externally-managed': lookInYourMail,
  'no-mailbox': lookInYourMail,
  malformed: (_, asked) => notYet(asked, 400, asked.visit.speech.say('usernameBad')),
  'too-many-requests': (outcome, asked) => later(asked, 429, 'tooMany', outcome.retryAfterMs),
  overloaded: (outcome, asked) => later(asked, 503, 'busy', outcome.retryAfterMs),
} satisfies AnswerTable<RequestResetOutcome, Asked, Reply>;

function later(asked: Asked, status: number, why: 'tooMany' | 'busy', ms: number): Reply {
  const { speech } = asked.visit;
  return { ...notYet(asked, status, speech.say(why, { wait: speech.span(ms) })), headers: retryAfter(ms) };
}

/** The form again, with what was typed and what is wrong. */
function notYet({ visit, username }: Asked, status: number, fault: string): Reply {
  return shows(askForm(visit, username, fault), status);
}

function askForm(visit: Visit, username = '', fault?: string): Html {
  const { speech, href } = visit;
  const faults = fault === undefined ? [] : [{ field: 'username', text: fault }];
  const title = speech.say('askTitle');
  return documentOf(visit, {
    title,
    ...(fault !== undefined && { tab: `${speech.say('faultMark')}: ${title}` }),
    here: ASK,
    main: html`${faultSummary(speech, faults)}
<p>${speech.say('askLead')}</p>
<form method="post" action="${href(ASK)}" novalidate>
${usernameField(speech, username, fault !== undefined)}
<button type="submit">${speech.say('askButton')}</button>
</form>`,
  });
}

function sent(visit: Visit, tokenLifeMs: number): Html {
  const { speech, href } = visit;
  return documentOf(visit, {
    title: speech.say('sentTitle'),
    here: ASK,
    step: SENT,
    main: html`<p>${speech.say('sentLead')}</p>
<p>${speech.say('sentLife', { life: speech.span(tokenLifeMs) })}</p>
<p class="aside">${speech.say('sentMissing')}</p>
<p><a class="button quiet" href="${href(ASK)}">${speech.say('sentAgain')}</a></p>`,
  });
}
