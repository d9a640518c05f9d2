import { type Html, html } from '@rekey/markup';
import { documentOf } from './document.ts';
import type { PageContext } from './page-context.ts';
import { ASK, CHOOSE, DONE } from './page-route.ts';

/** After success. Nobody is signed in: holding a mail proves no more, and signing in is the host application's. */
export function changedPage(context: PageContext, signInUrl: string | undefined): Html {
  const { translator } = context;
  return documentOf(context, {
    title: translator.t('doneTitle'),
    here: CHOOSE,
    query: { step: DONE },
    main: html`<p>${translator.t('doneLead')}</p>
<p class="aside">${translator.t('doneMail')}</p>
${signInUrl !== undefined && html`<p><a class="button" href="${signInUrl}">${translator.t('signIn')}</a></p>`}`,
  });
}

/** A link that opens nothing, for whatever reason, and the way to another one. */
export function deadLinkPage(context: PageContext): Html {
  const { translator, href } = context;
  return documentOf(context, {
    title: translator.t('deadTitle'),
    here: CHOOSE,
    main: html`<p>${translator.t('deadLead')}</p>
<p>${translator.t('deadDone')}</p>
<p><a class="button" href="${href(ASK)}">${translator.t('deadAgain')}</a></p>
<p><a href="${href(CHOOSE)}">${translator.t('deadCode')}</a></p>`,
  });
}
