import type { BacklogView } from '@rekey/domain/ports';
import { type Html, html } from '@rekey/markup';
import type { Operations } from './desk.ts';
import type { ConsoleContext } from './texts/index.ts';

const MINUTE_MS = 60_000;

/** Why nobody gets a mail, while the relay cannot be used. */
export function relayAlarm(
  { translator }: ConsoleContext,
  { channelDown }: BacklogView,
  mask: Operations['mask'],
): Html | null {
  if (channelDown === null) return null;
  const span = translator.span(Math.max(1, Math.round(channelDown.forMs / MINUTE_MS)) * MINUTE_MS);
  return html`<div class="faults">${translator.t('relayDown', { span })} ${translator.t('relaySaid')} <q dir="auto">${mask(channelDown.reason)}</q></div>`;
}
