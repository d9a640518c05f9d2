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
export function fateOf(context: ConsoleContext, letter: LetterView, mask: Mask): Html {
  const { t } = context.translator;
  const { state, reason, lastError, dueAt, sentAt, requestedAt } = letter;
  switch (state) {
    case 'sent':
      return html`${t('fateSent', { time: timeText(context, sentAt ?? requestedAt) })}`;
    case 'pending': {
      const time = timeText(context, dueAt ?? requestedAt);
      return html`${t(lastError === null ? 'fateDue' : 'fateLater', { time })}${reported(context, lastError, mask)}`;
    }
    default:
      return whyNoMail(context, reason ?? lastError, mask);
  }
}

/** Why a letter ended without a mail, in words. */
export function whyNoMail(context: ConsoleContext, reason: string | null, mask: Mask): Html {
  const { t } = context.translator;
  const skipped = SKIPPED[reason as SkipReason];
  if (skipped !== undefined) return html`${t(skipped)}`;
  const [start, key] = DEAD.find(([begin]) => reason?.startsWith(begin)) ?? ['', null];
  return html`${key !== null && t(key)}${reported(context, reason?.slice(start.length) ?? null, mask)}`;
}

type Mask = (text: string) => string;

function reported({ translator }: ConsoleContext, words: string | null, mask: Mask): Html | null {
  if (words === null || words === '') return null;
  return html` <span class="aside">${translator.t('relaySaid')} <q dir="auto">${mask(words)}</q></span>`;
}

/** A moment as its language writes it, in UTC: without script nobody knows the reader's zone. */
const timeText = ({ translator }: ConsoleContext, instant: number): string =>
  new Intl.DateTimeFormat(translator.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(
    instant,
  );

export const timeOf = (context: ConsoleContext, instant: number): Html =>
  html`<time datetime="${new Date(instant).toISOString()}">${timeText(context, instant)}</time>`;
