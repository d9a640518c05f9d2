import type { LetterTexts } from '@rekey/domain/ports';
import { createLetterTexts } from '@rekey/mail';
import type { SettingsOf } from '../settings/catalogue.ts';
import { readTexts } from '../settings/texts-file.ts';

/** What the mails say: our texts, with what the operator says otherwise. */
export function textsFor({ links, branding }: SettingsOf<'links' | 'branding'>): LetterTexts {
  const { publicUrl, signInUrl, pages } = links;
  const { serviceName, support, accent, language, externalUrl, textsPath } = branding;
  return createLetterTexts({
    publicUrl,
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
