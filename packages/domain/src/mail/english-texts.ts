import type { Instant } from '../values/instant.ts';
import { escapeHtml, htmlMail, paragraph } from './html.ts';
import type { LetterTexts } from './letter-texts.ts';
import { type LinkSettings, resetLink } from './reset-link.ts';

export interface EnglishTextsSettings extends LinkSettings {
  /** Where people sign in, shown in the notice. */
  readonly signInUrl?: string;
}

/** The mails in English, as plain text and as simple HTML. */
export function englishTexts(settings: EnglishTextsSettings): LetterTexts {
  const setPasswordUrl = `${settings.publicUrl}/api/1/services/api/1/user/set-password.json`;
  return {
    reset({ username, token, askedAt, tokenLifeMs }) {
      const subject = 'Reset your password';
      const link = resetLink(settings, token);
      const opening = `Somebody, probably you, asked on ${utc(askedAt)} to reset the password of ${username}.`;
      const validity = `The link works once, within ${span(tokenLifeMs)} of this mail.`;
      const otherwise = 'If it was not you, ignore this mail: your password stays as it is.';
      // On one line for copying; the quotes around the body hold because a token is base64url.
      const curl = `curl -X POST ${setPasswordUrl} -H 'Content-Type: application/json' -d '{"token":"${token}","new":"<your new password>"}'`;
      return {
        subject,
        text: lines(
          opening,
          `Choose a new password:\n${link}`,
          validity,
          `Your code:\n${token}`,
          `With curl:\n${curl}`,
          otherwise,
        ),
        html: htmlMail(subject, [
          paragraph(opening),
          `<p><a href="${escapeHtml(link)}">Choose a new password</a></p>`,
          paragraph(validity),
          `<p>Your code:<br><code>${escapeHtml(token)}</code></p>`,
          paragraph(otherwise),
        ]),
      };
    },

    notice({ username, changedAt }) {
      const subject = 'Your password was changed';
      const opening = `The password of ${username} was changed on ${utc(changedAt)}.`;
      const otherwise = 'If it was not you, tell your administrator at once.';
      const { signInUrl } = settings;
      return {
        subject,
        text: lines(opening, ...(signInUrl === undefined ? [] : [`Sign in:\n${signInUrl}`]), otherwise),
        html: htmlMail(subject, [
          paragraph(opening),
          ...(signInUrl === undefined ? [] : [`<p><a href="${escapeHtml(signInUrl)}">Sign in</a></p>`]),
          paragraph(otherwise),
        ]),
      };
    },
  };
}

const lines = (...blocks: readonly string[]): string => `${blocks.join('\n\n')}\n`;

const utc = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const UNITS = [
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
  { name: 'second', ms: 1_000 },
] as const;

/** In the largest unit that divides it: 90 minutes stays "90 minutes". */
function span(ms: number): string {
  const unit = UNITS.find((candidate) => ms % candidate.ms === 0) ?? UNITS[2];
  const count = Math.round(ms / unit.ms);
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
