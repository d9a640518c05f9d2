import { parseSubmittedName } from '@rekey/domain/values';
import { type Html, html } from '@rekey/markup';
import { faultPage, faultSummary, goesOnTo, shows, usernameField } from '@rekey/pages/kit';
import { act } from './acts.ts';
import { auditTable } from './audit-page.ts';
import { type DeskPage, deskDocument, type Operations, secretField, USER, type Visit } from './desk.ts';
import { letterTable } from './letter-table.ts';
import { relayAlarm } from './relay-alarm.ts';

const MOST = 50;

/** `/user`: "somebody says that no mail came", answered on one page. */
export function userPage(operations: Operations): DeskPage {
  return {
    path: USER,
    async show(visit) {
      const username = visit.context.query('username')?.trim() ?? '';
      if (username === '') return shows(page(visit, username));
      if (parseSubmittedName(username) === null) return shows(page(visit, username, null, true), 400);
      return shows(page(visit, username, await answer(visit, username, operations)));
    },
    async take(visit, form) {
      const username = form('username') ?? '';
      const isName = parseSubmittedName(username) !== null;
      const notice = isName ? await act(visit, form, username, operations) : null;
      if (notice === null) return shows(faultPage(visit.context, 'refused'), 400);
      visit.session.notice = notice;
      return goesOnTo(visit.context.href(USER, { username }));
    },
  };
}

function page(visit: Visit, username: string, found: Html | null = null, faulty = false): Html {
  const { translator, href, chosen } = visit.context;
  return deskDocument(visit, {
    title: translator.t('userTitle'),
    here: USER,
    ...(username !== '' && !faulty && { query: { username } }),
    main: html`${faulty && faultSummary(translator, [{ field: 'username', text: translator.t('usernameBad') }])}
<p>${translator.t('userLead')}</p>
<form class="search" action="${href(USER)}" role="search">
${usernameField(translator, username, faulty)}
${chosen !== null && html`<input type="hidden" name="lang" value="${chosen}">`}
<button type="submit">${translator.t('find')}</button>
</form>
${found}`,
  });
}

async function answer(visit: Visit, username: string, operations: Operations): Promise<Html> {
  const { letters, readAudit, backlog, mask } = operations;
  const { t } = visit.context.translator;
  const [found, trail, waiting] = await Promise.all([
    letters.list({ username, limit: MOST }),
    readAudit({ username, limit: MOST }),
    backlog.look(),
  ]);
  const events = trail.kind === 'read' ? trail.events : [];
  const isUnknown = trail.kind === 'unknown-user' && found.length === 0;
  return html`<section><h2>${t('mailsTitle')}</h2>
${relayAlarm(visit.context, waiting, mask)}
${found.length === 0 ? html`<p>${t(isUnknown ? 'nobody' : 'nothingAsked')}</p>` : letterTable(visit, { letters: found, mask, username })}
</section>
${!isUnknown && actForms(visit, username)}
${events.length > 0 && html`<section><h2>${t('auditTitle')}</h2>${auditTable(visit, { events, mask, username })}</section>`}`;
}

function actForms(visit: Visit, username: string): Html {
  const { translator, href } = visit.context;
  const { t } = translator;
  const form = (
    name: 'link' | 'revoke',
    hint: 'linkHint' | 'revokeHint',
  ) => html`<form method="post" action="${href(USER)}">
${secretField(visit.session)}<input type="hidden" name="username" value="${username}">
<button class="quiet" name="act" value="${name}" aria-describedby="${name}-hint">${t(name)}</button><p class="hint" id="${name}-hint">${t(hint)}</p></form>`;
  return html`<section class="acts"><h2>${t('actsTitle')}</h2>
${form('link', 'linkHint')}${form('revoke', 'revokeHint')}</section>`;
}
