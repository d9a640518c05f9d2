import { createLetterTexts, type LetterTexts } from '@rekey/domain';
import type { SettingsOf } from '../settings/catalogue.ts';
import { readTexts } from '../settings/texts-file.ts';

/** What the mails say: our texts, with what the operator says otherwise. */
export function textsFor({ links, words }: SettingsOf<'links' | 'words'>): LetterTexts {
  const { publicUrl, signInUrl, pages } = links;
  const { serviceName, support, accent, language, externalUrl, textsPath } = words;
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
