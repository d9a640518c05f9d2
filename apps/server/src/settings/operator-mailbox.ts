import { type EmailAddress, parseEmailAddress } from '@rekey/domain';
import type { SettingsOf } from './catalogue.ts';

/** Who is told of reports; `null` where nobody is. Whoever gives people help can also be told; a URL cannot. */
export function operatorMailbox({ operatorEmail, support = '' }: SettingsOf<'words'>['words']): EmailAddress | null {
  return operatorEmail ?? parseEmailAddress(support);
}
