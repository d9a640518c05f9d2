import { type Html, html } from '@rekey/markup';
import { described } from './described.ts';
import type { Speech } from './speech.ts';

/** Where a user name goes in: as it is typed, without a keyboard's help. */
export function usernameField(speech: Speech, username: string, faulty: boolean): Html {
  return html`<div class="field">
<label for="username">${speech.say('username')}</label>
<input id="username" name="username" value="${username}" required autocomplete="username" autocapitalize="none" autocorrect="off" spellcheck="false" dir="auto" ${described(faulty)}>
</div>`;
}
