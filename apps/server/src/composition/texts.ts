import type { LetterTexts } from '@rekey/domain/ports';
import type { LinkSettings } from '@rekey/domain/values';
import { createLetterTexts } from '@rekey/mail';
import type { SettingsOf } from '../settings/catalogue.ts';
import { readTexts } from '../settings/texts-file.ts';

/** Where links lead: to Rekey's own page, or to one of the operator's. */
export const linkTo = ({ publicUrl, resetLink }: SettingsOf<'links'>['links']): LinkSettings => ({
  publicUrl,
  ...(resetLink !== 'fragment' && { resetLink }),
});

/** What the mails say: our texts, with what the operator says otherwise. */
export function textsFor({ links, branding }: SettingsOf<'links' | 'branding'>): LetterTexts {
  const { signInUrl, pages } = links;
  const { serviceName, support, accent, language, externalUrl, textsPath } = branding;
  return createLetterTexts({
    ...linkTo(links),
    language,
    pages: pages === 'on',
    overrides: readTexts(textsPath).mail,
    ...(signInUrl !== undefined && { signInUrl }),
    ...(serviceName !== undefined && { serviceName }),
    ...(support !== undefined && { support }),
    ...(accent !== undefined && { accent }),
    ...(externalUrl !== undefined && { externalUrl }),
  });
}
