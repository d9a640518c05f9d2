import type { AuditView } from '@rekey/domain/values';
import { type Html, html } from '@rekey/markup';
import { faultPage, shows } from '@rekey/pages/kit';
import { dataTable } from './data-table.ts';
import { AUDIT, type DeskPage, deskDocument, type Operations, type Visit } from './desk.ts';
import { userLink } from './letter-table.ts';
import { timeOf, whyNoMail } from './letter-words.ts';
import type { ConsoleContext, ConsoleTexts } from './texts/index.ts';

const MOST = 100;

const KINDS = {
  'letter-sent': 'letterSent',
  'letter-skipped': 'letterSkipped',
  'letter-dead': 'letterDead',
  'letter-retried': 'letterRetried',
  'password-changed': 'passwordChanged',
  'token-refused': 'tokenRefused',
  'change-not-written': 'changeNotWritten',
  'user-added': 'userAdded',
  'user-changed': 'userChanged',
  'user-removed': 'userRemoved',
  'link-issued': 'linkIssued',
  'tokens-revoked': 'tokensRevoked',
  'all-tokens-revoked': 'allTokensRevoked',
  'not-me': 'notMe',
} as const satisfies Readonly<Record<AuditView['kind'], keyof ConsoleTexts>>;

/** `/audit`: the newest of the trail. What concerns one user is on the user's page. */
export function auditPage({ readAudit, mask }: Operations): DeskPage {
  return {
    path: AUDIT,
    async show(visit) {
      const { t } = visit.context.translator;
      const trail = await readAudit({ limit: MOST });
      const events = trail.kind === 'read' ? trail.events : [];
      const main = events.length === 0 ? html`<p>${t('none')}</p>` : auditTable(visit, { events, mask });
      return shows(deskDocument(visit, { title: t('auditTitle'), here: AUDIT, main }));
    },
    take: async ({ context }) => shows(faultPage(context, 'refused'), 400),
  };
}

interface AuditTable {
  readonly events: readonly AuditView[];
  readonly mask: Operations['mask'];
  /** The name that was asked for, which is shown as it is. */
  readonly username?: string;
}

export function auditTable(visit: Visit, { events, mask, username }: AuditTable): Html {
  const { context } = visit;
  const { t } = context.translator;
  const name = (of: string | null) =>
    of !== null && (of === username ? html`<bdi>${of}</bdi>` : userLink(visit, of, mask));
  const row = (event: AuditView) => html`<tr>
<td>${timeOf(context, event.at)}</td><td>${t(KINDS[event.kind])}</td><td>${name(event.username)}</td>
<td>${event.operator !== null && html`<bdi>${event.operator}</bdi>`}</td><td>${event.address !== null && html`<bdi>${event.address}</bdi>`}</td>
<td>${detailsOf(context, event, mask)}</td>
</tr>`;
  const head = [t('at'), t('event'), t('username'), t('by'), t('from'), t('detail')];
  return html`<p class="aside">${t('utc')}</p>
${dataTable({ label: t('event'), head, rows: events.map(row) })}`;
}

function detailsOf(context: ConsoleContext, { kind, count, reason }: AuditView, mask: Operations['mask']): Html | null {
  if (kind === 'letter-skipped' || kind === 'letter-dead') return whyNoMail(context, reason, mask);
  if (count !== null) return html`× ${count}`;
  return reason === null ? null : html`<bdi>${mask(reason)}</bdi>`;
}
