import { type Html, html } from '@rekey/markup';
import type { Translator } from './translator.ts';

/** Where a user name goes in: as it is typed, without a keyboard's help. */
export function usernameField(translator: Translator, username: string, faulty: boolean): Html {
  return html`<div class="field">
<label for="username">${translator.t('username')}</label>
<input id="username" name="username" value="${username}" required autocomplete="username" autocapitalize="none" autocorrect="off" spellcheck="false" dir="auto" ${described(faulty)}>
</div>`;
}

interface CodeField {
  readonly label: string;
  readonly hint: string;
  /** What an earlier try brought; then there is nothing to ask for. */
  readonly code: string;
  readonly faulty: boolean;
}

/** Shown without script only; with script the link fills it in. */
export function codeField({ label, hint, code, faulty }: CodeField): Html {
  if (code !== '' && !faulty) return html`<input type="hidden" name="code" value="${code}">`;
  return html`<div class="field" data-code>
<label for="code">${label}</label>
<p class="hint" id="code-hint">${hint}</p>
<input id="code" name="code" required autocomplete="one-time-code" autocapitalize="none" autocorrect="off" spellcheck="false" dir="ltr" ${described(faulty, 'code-hint')}>
</div>`;
}

/** What a screen reader reads with a field: first what is wrong. */
export function described(faulty: boolean, hints = ''): Html {
  const ids = `${faulty ? 'faults ' : ''}${hints}`.trim();
  return html`${faulty && html`aria-invalid="true"`}${ids !== '' && html` aria-describedby="${ids}"`}`;
}

/** Copying by hand takes blanks, line ends or the whole link along. A code has none of them. */
export const cleanCode = (pasted: string): string => pasted.replace(/\s+/g, '').replace(/^.*#/, '');
