import { type Html, html } from '@rekey/markup';
import { described } from './described.ts';

interface CodeField {
  readonly label: string;
  readonly hint: string;
  /** What an earlier try brought; then there is nothing to ask for. */
  readonly code: string;
  readonly faulty: boolean;
}

/** For whoever has no script; with script the link fills it in and it is not shown. */
export function codeField({ label, hint, code, faulty }: CodeField): Html {
  if (code !== '' && !faulty) return html`<input type="hidden" name="code" value="${code}">`;
  return html`<div class="field" data-code>
<label for="code">${label}</label>
<p class="hint" id="code-hint">${hint}</p>
<input id="code" name="code" required autocomplete="one-time-code" autocapitalize="none" autocorrect="off" spellcheck="false" dir="ltr" ${described(faulty, 'code-hint')}>
</div>`;
}
