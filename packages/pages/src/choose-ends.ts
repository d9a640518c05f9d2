import { type Html, html } from '@rekey/markup';
import { documentOf } from './document.ts';
import { ASK, CHOOSE, DONE } from './page-names.ts';
import type { Visit } from './visit.ts';

/** After success. Nobody is signed in: whoever holds the mail proved to hold the mail, and signing in is the host application's. */
export function changedPage(visit: Visit, signInUrl: string | undefined): Html {
  const { speech } = visit;
  return documentOf(visit, {
    title: speech.say('doneTitle'),
    here: CHOOSE,
    step: DONE,
    main: html`<p>${speech.say('doneLead')}</p>
<p class="aside">${speech.say('doneMail')}</p>
${signInUrl !== undefined && html`<p><a class="button" href="${signInUrl}">${speech.say('signIn')}</a></p>`}`,
  });
}

/** A link that opens nothing, for whatever reason, and the way to another one. */
export function deadLinkPage(visit: Visit): Html {
  const { speech, href } = visit;
  return documentOf(visit, {
    title: speech.say('deadTitle'),
    here: CHOOSE,
    main: html`<p>${speech.say('deadLead')}</p>
<p>${speech.say('deadDone')}</p>
<p><a class="button" href="${href(ASK)}">${speech.say('deadAgain')}</a></p>
<p><a href="${href(CHOOSE)}">${speech.say('deadCode')}</a></p>`,
  });
}
