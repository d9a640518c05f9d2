import { LETTER_STATES, type LetterState } from '@rekey/domain/values';
import { html } from '@rekey/markup';
import { faultPage, goesOnTo, shows } from '@rekey/pages/kit';
import { act } from './acts.ts';
import { CHARTED, dayChart } from './day-chart.ts';
import { type DeskPage, deskDocument, LETTERS, type Operations } from './desk.ts';
import { letterTable } from './letter-table.ts';
import { relayAlarm } from './relay-alarm.ts';

const MOST = 100;
const DAY_MS = 24 * 3_600_000;

/** `/letters`: all letters by state, and how the last day went. */
export function lettersPage(operations: Operations, now: () => number): DeskPage {
  const { letters, backlog, mask } = operations;
  return {
    path: LETTERS,
    async show(visit) {
      const { translator, href, query } = visit.context;
      const asked = query('state');
      const state = LETTER_STATES.find((each) => each === asked);
      const [listed, day, waiting] = await Promise.all([
        letters.list({ limit: MOST, ...(state !== undefined && { state }) }),
        letters.list({ limit: CHARTED, askedWithinMs: DAY_MS }),
        backlog.look(),
      ]);
      const filter = (of: LetterState | undefined) =>
        html`<li><a href="${href(LETTERS, of === undefined ? {} : { state: of })}"${of === state && html` aria-current="true"`}>${translator.t(of ?? 'all')}</a></li>`;
      return shows(
        deskDocument(visit, {
          title: translator.t('lettersTitle'),
          here: LETTERS,
          ...(state !== undefined && { query: { state } }),
          main: html`${relayAlarm(visit.context, waiting, mask)}${dayChart(visit.context, day, now())}
<nav class="filter" aria-label="${translator.t('state')}"><ul>${[undefined, ...LETTER_STATES].map(filter)}</ul></nav>
${listed.length === 0 ? html`<p>${translator.t('none')}</p>` : letterTable(visit, { letters: listed, mask })}`,
        }),
      );
    },
    async take(visit, form) {
      const notice = form('act') === 'retry' ? await act(visit, form, '', operations) : null;
      if (notice === null) return shows(faultPage(visit.context, 'refused'), 400);
      visit.session.notice = notice;
      return goesOnTo(visit.context.href(LETTERS));
    },
  };
}
