import { type Html, html } from '@rekey/markup';
import { documentOf } from './document.ts';
import type { PageContext } from './page-context.ts';

const TEXTS = {
  /** Nobody's mistake but ours. */
  broken: { title: 'brokenTitle', lead: 'brokenLead' },
  /** Not made by a form of ours. */
  refused: { title: 'refusedTitle', lead: 'refusedLead' },
} as const;

/** What people see where the API would say 4xx or 500 in JSON. It names no cause. */
export function faultPage(context: PageContext, kind: keyof typeof TEXTS): Html {
  const { translator, href, theme } = context;
  const { title, lead } = TEXTS[kind];
  return documentOf(context, {
    title: translator.t(title),
    here: theme.home,
    main: html`<p>${translator.t(lead)}</p>
<p><a class="button quiet" href="${href(theme.home)}">${translator.t('startAgain')}</a></p>`,
  });
}
