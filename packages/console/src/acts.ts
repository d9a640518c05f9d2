import type { IssueLinkOutcome, RetryLetterOutcome } from '@rekey/domain';
import type { LetterId } from '@rekey/domain/values';
import { type Html, html } from '@rekey/markup';
import type { Form } from '@rekey/pages/kit';
import type { Operations, Visit } from './desk.ts';
import type { ConsoleTexts } from './texts/index.ts';

const RETRIED = {
  due: 'retried',
  'not-dead': 'notDead',
  unknown: 'noLetter',
} as const satisfies Record<RetryLetterOutcome, keyof ConsoleTexts>;

const NO_LINK = {
  'unknown-user': 'unknownUser',
  'externally-managed': 'external',
  disabled: 'disabled',
} as const satisfies Record<Exclude<IssueLinkOutcome['kind'], 'issued'>, keyof ConsoleTexts>;

/** What a 64-bit integer can be: a database takes anything else for an error, not for an unknown letter. */
const LETTER_ID = /^[1-9]\d{0,17}$/;

/** Does what a form asks for, in the name of who is signed in, and answers in words; `null` for no act of ours. */
export async function act(visit: Visit, form: Form, username: string, operations: Operations): Promise<Html | null> {
  const { context, session } = visit;
  const { translator } = context;
  switch (form('act')) {
    case 'retry': {
      const id = form('id') ?? '';
      if (!LETTER_ID.test(id)) return null;
      const outcome = await operations.retryLetter(id as LetterId, session.operator);
      return html`<p>${translator.t(RETRIED[outcome])}</p>`;
    }
    case 'link': {
      const outcome = await operations.issueLink(username, session.operator);
      if (outcome.kind !== 'issued') return html`<p>${translator.t(NO_LINK[outcome.kind])}</p>`;
      return html`<p>${translator.t('linkMade', { name: username })}</p><p><code dir="ltr">${outcome.link}</code></p>`;
    }
    case 'revoke': {
      const outcome = await operations.revokeTokens.of(username, session.operator);
      if (outcome.kind !== 'revoked') return html`<p>${translator.t('unknownUser')}</p>`;
      return html`<p>${translator.t('revoked', { count: outcome.count })}</p>`;
    }
    default:
      return null;
  }
}
