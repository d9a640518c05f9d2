import { type Html, html } from '@rekey/markup';

export interface DataTable {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly Html[];
}

/** A table that scrolls by itself where a screen is too narrow for it, by the keyboard, too. */
export function dataTable({ label, head, rows }: DataTable): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${head.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
