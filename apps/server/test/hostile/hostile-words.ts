import type { Dice } from './dice.ts';

export const NAMES = ['jane.doe', 'ext', 'gone', 'nobody', 'JANE.DOE', 'jane.doe ', 'a', 'root'] as const;

// What parsers, databases, logs and terminals have stumbled over.
const ODD = [
  '',
  ' ',
  '\t',
  '\0',
  '\r\nSet-Cookie: a=b',
  '\u001b[31m',
  '\u0085',
  '\u2028',
  '\u202e',
  '\ufeff',
  '\u200d',
  '\ufffd',
  'ｊane.doe',
  'ﬀ',
  'ß',
  'İ',
  'ſ',
  'e\u0301',
  '😀',
  '😀'.repeat(255),
  'a'.repeat(255),
  'a'.repeat(256),
  '\ud800',
  "' or 1=1 --",
  '$(jndi:ldap://x)',
  '{{7*7}}',
  '../../etc/passwd',
  '%00',
  '%zz',
  '__proto__',
  'constructor',
  'NaN',
  '-1',
  '1e309',
  'jane@example.com',
  'jane＠example.com',
  '$regex',
];

/** A text of one or a few of them. */
export function oddText(dice: Dice): string {
  const parts = Array.from({ length: 1 + dice.below(3) }, () => dice.pick(dice.happens(0.3) ? NAMES : ODD));
  return parts.join('');
}

/** Percent-encoded more or less, well or badly; each character of the answer is one byte. */
export function encoded(dice: Dice, text: string): string {
  const style = dice.below(6);
  const bytes = Buffer.from(text);
  if (style === 0) return [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  if (style === 1) return bytes.toString('latin1').replace(/[\0- \x7f]/g, '+');
  if (style === 2)
    return dice.pick(['%', '%F', '%zz', '%FF', '%C0%AF', '%ED%A0%80', '%E2%82', '%u0061', '%F4%90%80%80']);
  const spaced = text.replace(/\p{Cs}/gu, '\ufffd');
  return style === 3 ? encodeURIComponent(spaced).replaceAll('%20', '+') : encodeURIComponent(spaced);
}
