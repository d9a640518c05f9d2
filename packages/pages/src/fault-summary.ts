import { type Html, html } from '@rekey/markup';
import type { Translator } from './translator.ts';

/** One thing that is wrong with a form, in words, and the field to mend. */
export interface Fault {
  readonly field: string;
  readonly text: string;
}

/**
 * Everything that is wrong, before the form. It takes the focus when the page opens, by attribute and so without script;
 * each line leads to its field.
 */
export function faultSummary(translator: Translator, faults: readonly Fault[]): Html | null {
  if (faults.length === 0) return null;
  return html`<div class="faults" id="faults" role="alert" tabindex="-1" autofocus>
<h2>${translator.t('faultsTitle')}</h2>
<ul>${faults.map(({ field, text }) => html`<li><a href="#${field}">${text}</a></li>`)}</ul>
</div>`;
}
