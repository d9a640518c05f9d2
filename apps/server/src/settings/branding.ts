import { type EmailAddress, LOCALES, type Locale, parseEmailAddress } from '@rekey/domain/values';
import { contrast } from '@rekey/markup';
import { emailAddressFault } from './mail-sender.ts';
import { type Group, oneOf, optional, parsedBy, type ValuesOf, withDefault } from './setting.ts';
import { parseWebUrl, webUrlFault } from './web-addresses.ts';

// A name stands in headings and in one line of a footer; what ends a line or turns the reading direction is no name.
const NAME = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]{1,64}$/u;

// Links on the pages have this colour on white (WCAG 2.2, 1.4.3).
const READABLE = 4.5;

const COLOUR = /^#[0-9a-f]{6}$/i;

const supportFault = (raw: string) => (raw.includes('@') ? emailAddressFault(raw) : webUrlFault(raw));

/** What people read in mails and on pages: names, contacts, colours, language, texts. */
export const branding = {
  serviceName: optional<string>({
    name: 'REKEY_SERVICE_NAME',
    wants: 'what people call your service, at most 64 characters',
    schema: parsedBy(
      (raw) => (NAME.test(raw) && raw.trim() !== '' ? raw.trim() : undefined),
      (raw) => ([...raw].length > 64 ? 'it is longer' : 'it is blank, or has a character that turns or ends the line'),
    ),
  }),
  support: optional<string>({
    name: 'REKEY_SUPPORT',
    wants: 'an e-mail address or an http or https URL where people get help',
    schema: parsedBy((raw) => parseEmailAddress(raw) ?? parseWebUrl(raw), supportFault),
  }),
  operatorEmail: optional<EmailAddress>({
    name: 'REKEY_OPERATOR_EMAIL',
    wants: 'an e-mail address that is told when somebody reports a change of password',
    schema: parsedBy((raw) => parseEmailAddress(raw) ?? undefined, emailAddressFault),
  }),
  language: withDefault<Locale>(
    { name: 'REKEY_LANGUAGE', wants: `one of ${LOCALES.join(', ')}`, schema: oneOf(...LOCALES) },
    'en',
  ),
  accent: optional<string>({
    name: 'REKEY_ACCENT',
    wants: 'a colour such as #1f5eb8 that can be read on white (contrast 4.5 or more)',
    schema: parsedBy(
      (raw) => (COLOUR.test(raw) && contrast(raw, '#ffffff') >= READABLE ? raw : undefined),
      (raw) => (COLOUR.test(raw) ? 'it is too light: make it darker' : 'it is not # and six hexadecimal digits'),
    ),
  }),
  textsPath: optional<string>({
    name: 'REKEY_TEXTS',
    wants: 'the path of a JSON file with texts of your own',
    schema: parsedBy((raw) => raw),
  }),
  explain: withDefault<'on' | 'off'>({ name: 'REKEY_EXPLAIN', wants: 'on or off', schema: oneOf('on', 'off') }, 'off'),
  externalUrl: optional<string>({
    name: 'REKEY_EXTERNAL_URL',
    wants: 'the http or https URL where externally managed users change their password',
    schema: parsedBy(parseWebUrl, webUrlFault),
  }),
} as const satisfies Group;

/** Who is told of reports; `null` where no one is. An address for help will do; a URL cannot be written to. */
export function operatorMailbox({ operatorEmail, support = '' }: ValuesOf<typeof branding>): EmailAddress | null {
  return operatorEmail ?? parseEmailAddress(support);
}
