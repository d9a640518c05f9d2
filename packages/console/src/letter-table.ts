import type { LetterView } from '@rekey/domain/values';
import { type Html, html } from '@rekey/markup';
import { dataTable } from './data-table.ts';
import { LETTERS, type Operations, secretField, USER, type Visit } from './desk.ts';
import { fateOf, timeOf } from './letter-words.ts';

export interface LetterTable {
  readonly letters: readonly LetterView[];
  readonly mask: Operations['mask'];
  /** The name that was asked for: who asks for it knows it. Without it each row says whose letter it is. */
  readonly username?: string;
}

/** Letters, newest first: what became of each and why, in words; what is dead can be sent again. */
export function letterTable(visit: Visit, { letters, mask, username }: LetterTable): Html {
  const { context } = visit;
  const { t } = context.translator;
  const row = (letter: LetterView) => html`<tr>
<td>${timeOf(context, letter.requestedAt)}<br><span class="aside">${t(letter.kind)}</span></td>
${username === undefined && html`<td>${userLink(visit, letter.username, mask)}</td>`}
<td><span class="state ${letter.state}">${t(letter.state)}</span></td>
<td>${fateOf(context, letter, mask)}${letter.state === 'dead' && retryForm(visit, letter, username)}</td>
</tr>`;
  const head = [t('asked'), ...(username === undefined ? [t('username')] : []), t('state'), t('fate')];
  return html`<p class="aside">${t('utc')}</p>
${dataTable({ label: t('mailsTitle'), head, rows: letters.map(row) })}`;
}

function retryForm({ context, session }: Visit, { id }: LetterView, username: string | undefined): Html {
  const { translator, href } = context;
  return html`<form method="post" action="${href(username === undefined ? LETTERS : USER)}">${secretField(session)}
${username !== undefined && html`<input type="hidden" name="username" value="${username}">`}
<input type="hidden" name="id" value="${id}"><button name="act" value="retry">${translator.t('retry')}</button></form>`;
}

/** A name that is an address is masked in lists of everybody's, and leads nowhere. */
export function userLink({ context }: Visit, name: string, mask: Operations['mask']): Html {
  const shown = mask(name);
  return shown === name
    ? html`<a href="${context.href(USER, { username: name })}"><bdi>${name}</bdi></a>`
    : html`<bdi>${shown}</bdi>`;
}
