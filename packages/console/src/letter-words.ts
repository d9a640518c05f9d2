import type { LetterView, SkipReason } from '@rekey/domain/values';
import { type Html, html } from '@rekey/markup';
import type { ConsoleContext, ConsoleTexts } from './texts/index.ts';

/** A sentence for every reason: a new one does not compile until a help desk can be told of it. */
const SKIPPED = {
  folded: 'folded',
  limit: 'limit',
  reported: 'reported',
  'unknown user': 'unknownUser',
  disabled: 'disabled',
  'externally managed': 'external',
  'no mailbox': 'noMailbox',
  'no mailbox: several addresses': 'severalAddresses',
  'no mailbox: not an address': 'notAnAddress',
} as const satisfies Readonly<Record<SkipReason, keyof ConsoleTexts>>;

/** How the courier's reasons begin; what comes behind are the relay's words. */
const DEAD = [
  ['refused by the relay: ', 'refused'],
  ['may have arrived, the relay never confirmed it: ', 'mayHaveArrived'],
  ['too old to be sent', 'tooOld'],
] as const;

/** What became of a letter, and why. */
export function fateOf(context: ConsoleContext, letter: LetterView, mask: (text: string) => string): Html {
  const { t } = context.translator;
  const { state, reason, lastError, dueAt, sentAt } = letter;
  const reported = (words: string | null) =>
    words !== null &&
    words !== '' &&
    html` <span class="aside">${t('relaySaid')} <q dir="auto">${mask(words)}</q></span>`;
  switch (state) {
    case 'sent':
      return html`${t('fateSent', { time: timeText(context, sentAt ?? letter.requestedAt) })}`;
    case 'pending': {
      const time = timeText(context, dueAt ?? letter.requestedAt);
      return html`${t(lastError === null ? 'fateDue' : 'fateLater', { time })}${reported(lastError)}`;
    }
    case 'skipped': {
      const key = SKIPPED[reason as SkipReason];
      return key === undefined ? html`${reported(reason)}` : html`${t(key)}`;
    }
    case 'dead': {
      const [start, key] = DEAD.find(([begin]) => reason?.startsWith(begin)) ?? ['', null];
      return html`${key !== null && t(key)}${reported(reason?.slice(start.length) ?? lastError)}`;
    }
  }
}

/** A moment as its language writes it, in UTC: without script nobody knows the reader's zone. */
const timeText = ({ translator }: ConsoleContext, instant: number): string =>
  new Intl.DateTimeFormat(translator.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(
    instant,
  );

export const timeOf = (context: ConsoleContext, instant: number): Html =>
  html`<time datetime="${new Date(instant).toISOString()}">${timeText(context, instant)}</time>`;
