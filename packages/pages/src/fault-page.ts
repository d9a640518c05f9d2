import { type Html, html } from '@rekey/markup';
import { documentOf } from './document.ts';
import { ASK } from './page-names.ts';
import type { Visit } from './visit.ts';

const TEXTS = {
  /** Nobody's mistake but ours. */
  broken: { title: 'brokenTitle', lead: 'brokenLead' },
  /** Not made by a form of ours. */
  refused: { title: 'refusedTitle', lead: 'refusedLead' },
} as const;

/** What people see where the API would say 4xx or 500 in JSON. It names no cause. */
export function faultPage(visit: Visit, kind: keyof typeof TEXTS): Html {
  const { speech, href } = visit;
  const { title, lead } = TEXTS[kind];
  return documentOf(visit, {
    title: speech.say(title),
    here: ASK,
    main: html`<p>${speech.say(lead)}</p>
<p><a class="button quiet" href="${href(ASK)}">${speech.say('startAgain')}</a></p>`,
  });
}
