import { LETTER_STATES, type LetterState, type LetterView } from '@rekey/domain/values';
import { type Html, html } from '@rekey/markup';
import { dataTable } from './data-table.ts';
import type { ConsoleContext } from './texts/index.ts';

/** So many letters are read for a chart at most. */
export const CHARTED = 1_000;

const HOURS = 24;
const HOUR_MS = 3_600_000;
const HEIGHT = 60;
const STEP = 10;
const WIDTH = 8;

interface Hour {
  readonly from: number;
  readonly counts: Readonly<Record<LetterState, number>>;
}

/** The letters of the last 24 hours by hour and state: bars, and the same as a table for who cannot see them. */
export function dayChart({ translator }: ConsoleContext, letters: readonly LetterView[], now: number): Html {
  const { t, locale } = translator;
  const hours = byHour(letters, now);
  const hourText = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  const row = ({ from, counts }: Hour) =>
    html`<tr><th scope="row">${hourText.format(from)} UTC</th>${LETTER_STATES.map((state) => html`<td>${counts[state]}</td>`)}</tr>`;
  const summary = t('chartCount', { count: letters.length });
  return html`<section><h2>${t('chartTitle')}</h2>
<p>${summary}${letters.length === CHARTED && ` ${t('chartMost', { count: CHARTED })}`}</p>
<div class="chart" aria-hidden="true"><svg viewBox="0 0 ${HOURS * STEP} ${HEIGHT}" preserveAspectRatio="none">${bars(hours, translator.direction === 'rtl')}</svg>
<p><span>${t('hoursAgo')}</span><span>${t('now')}</span></p>
<ul>${LETTER_STATES.map((state) => html`<li class="${state}">${t(state)}</li>`)}</ul></div>
<details><summary>${t('chartTable')}</summary>
${dataTable({ label: t('chartTitle'), head: [t('hour'), ...LETTER_STATES.map((state) => t(state))], rows: hours.map(row) })}</details></section>`;
}

function byHour(letters: readonly LetterView[], now: number): readonly Hour[] {
  const first = Math.floor(now / HOUR_MS) - HOURS + 1;
  return Array.from({ length: HOURS }, (_, index) => {
    const from = (first + index) * HOUR_MS;
    // What is older than the first whole hour belongs to its bar; what a clock ahead of ours wrote, to the last one.
    const inHour = letters.filter(({ requestedAt }) => {
      const at = Math.floor(requestedAt / HOUR_MS) - first;
      return Math.min(HOURS - 1, Math.max(0, at)) === index;
    });
    const count = (state: LetterState) => inHour.filter((letter) => letter.state === state).length;
    return {
      from,
      counts: { pending: count('pending'), sent: count('sent'), skipped: count('skipped'), dead: count('dead') },
    };
  });
}

function bars(hours: readonly Hour[], mirrored: boolean): readonly Html[] {
  const total = ({ counts }: Hour) => LETTER_STATES.reduce((sum, state) => sum + counts[state], 0);
  const scale = HEIGHT / Math.max(1, ...hours.map(total));
  return hours.flatMap((hour, index) => {
    const x = (mirrored ? HOURS - 1 - index : index) * STEP + 1;
    let below = 0;
    return LETTER_STATES.filter((state) => hour.counts[state] > 0).map((state) => {
      const height = hour.counts[state] * scale;
      below += height;
      return html`<rect class="${state}" x="${x}" y="${HEIGHT - below}" width="${WIDTH}" height="${height}"/>`;
    });
  });
}
