import type { LetterTexts } from '@rekey/domain/ports';

/** This program's own words. `createLetterTexts` of `@rekey/mail` leads to Rekey's own pages and routes, which are not here. */
export function memberTexts(publicUrl: string): LetterTexts {
  return {
    reset({ token, tokenLifeMs }) {
      const opening = 'Somebody, probably you, asked for a new password for the members area.';
      const validity = `The code works once, for ${Math.floor(tokenLifeMs / 60_000)} minutes. If it was not you, do nothing.`;
      const form = `{"token":"${token}","password":"<your new password>"}`;
      const curl = `curl ${publicUrl}/set-password -H 'Content-Type: application/json' -d '${form}'`;
      return {
        subject: 'A new password for the members area',
        text: `${opening}\n\nYour code:\n${token}\n\n${curl}\n\n${validity}\n`,
        // A token is base64url, so it needs no escaping. A name would: it is a stranger's text.
        html: `<p>${opening}</p>\n<p>Your code:<br><code>${token}</code></p>\n<p>${validity}</p>\n`,
      };
    },

    notice() {
      const text = 'Your password for the members area was changed. If it was not you, call us.';
      return { subject: 'Your password was changed', text: `${text}\n`, html: `<p>${text}</p>\n` };
    },

    explanation() {
      const text = 'You asked for a new password for the members area. You cannot have one here: call us.';
      return { subject: 'Your request for a new password', text: `${text}\n`, html: `<p>${text}</p>\n` };
    },

    report() {
      const text = 'A member says that a change of password was not their own. See the audit trail.';
      return { subject: 'A change of password was reported', text: `${text}\n`, html: `<p>${text}</p>\n` };
    },
  };
}
