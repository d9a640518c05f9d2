import { type Html, html } from '@rekey/markup';

/** What a screen reader reads with a field: first what is wrong. */
export function described(faulty: boolean, hints = ''): Html {
  const ids = `${faulty ? 'faults ' : ''}${hints}`.trim();
  return html`${faulty && html`aria-invalid="true"`}${ids !== '' && html` aria-describedby="${ids}"`}`;
}
