import type { RequestReset, RequestResetOutcome } from '@rekey/domain';
import { type AddressOf, type AnswerTable, answerTo, retryAfter } from '@rekey/hapi/requests';
import { type Html, html } from '@rekey/markup';
import { documentOf } from './document.ts';
import { faultSummary } from './fault-summary.ts';
import { usernameField } from './fields.ts';
import type { PageContext } from './page-context.ts';
import { ASK, goesOnTo, type PageRoute, type Reply, SENT, shows } from './page-route.ts';

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
    show: (context) => shows(context.query('step') === SENT ? sent(context, tokenLifeMs) : askForm(context)),
    async take(context, form) {
      // A phone's keyboard leaves a blank after the word that it completed.
      const username = form('username')?.trim() ?? '';
      if (username === '') return notYet({ context, username }, 400, context.translator.t('usernameMissing'));
      const ending = requestReset({ username, address: addressOf(context.request), locale: context.translator.locale });
      return answerTo<RequestResetOutcome, Asked, Reply>(REPLIES, ending, { context, username });
    },
  };
}

interface Asked {
  readonly context: PageContext;
  readonly username: string;
}

const lookInYourMail = (_: unknown, { context }: Asked): Reply => goesOnTo(context.href(ASK, { step: SENT }));

const REPLIES = {
  accepted: lookInYourMail,
  // A page never tells who has an account, however its use case was put together.
  'unknown-user': lookInYourMail,
  'externally-managed': lookInYourMail,
  'no-mailbox': lookInYourMail,
  malformed: (_, asked) => notYet(asked, 400, asked.context.translator.t('usernameBad')),
  'too-many-requests': (outcome, asked) => later(asked, 429, 'tooMany', outcome.retryAfterMs),
  overloaded: (outcome, asked) => later(asked, 503, 'busy', outcome.retryAfterMs),
} satisfies AnswerTable<RequestResetOutcome, Asked, Reply>;

function later(asked: Asked, status: number, why: 'tooMany' | 'busy', ms: number): Reply {
  const { translator } = asked.context;
  return { ...notYet(asked, status, translator.t(why, { wait: translator.span(ms) })), headers: retryAfter(ms) };
}

/** The form again, with what was typed and what is wrong. */
function notYet({ context, username }: Asked, status: number, fault: string): Reply {
  return shows(askForm(context, username, fault), status);
}

function askForm(context: PageContext, username = '', fault?: string): Html {
  const { translator, href } = context;
  const faults = fault === undefined ? [] : [{ field: 'username', text: fault }];
  const title = translator.t('askTitle');
  return documentOf(context, {
    title,
    ...(fault !== undefined && { tab: `${translator.t('faultMark')}: ${title}` }),
    here: ASK,
    main: html`${faultSummary(translator, faults)}
<p>${translator.t('askLead')}</p>
<form method="post" action="${href(ASK)}" novalidate>
${usernameField(translator, username, fault !== undefined)}
<button type="submit">${translator.t('askButton')}</button>
</form>`,
  });
}

function sent(context: PageContext, tokenLifeMs: number): Html {
  const { translator, href } = context;
  return documentOf(context, {
    title: translator.t('sentTitle'),
    here: ASK,
    query: { step: SENT },
    main: html`<p>${translator.t('sentLead')}</p>
<p>${translator.t('sentLife', { life: translator.span(tokenLifeMs) })}</p>
<p class="aside">${translator.t('sentMissing')}</p>
<p><a class="button quiet" href="${href(ASK)}">${translator.t('sentAgain')}</a></p>`,
  });
}
