import { decodeUtf8 } from './utf8.ts';

/** Reads the one value of a parameter from a raw query; anything but exactly one is `null`. */
export type ReadParameter = (rawQuery: string) => string | null;

export interface QuerySpelling {
  /** What a `+` stands for: a blank, as forms write it, or itself, from clients that do not encode. */
  readonly plus?: 'blank' | 'plus';
}

/**
 * Exactly one `name=value`, as application/x-www-form-urlencoded, in a query that decodes as a whole. Other parameters are ignored.
 *
 * Hapi's own parser turns a repeated key into an array and bad bytes into U+FFFD. An array where a name was meant
 * mailed one user's link to another (CVE-2023-7028), so every spelling that some parser reads as an array or a member
 * of `name` is refused: `name[]`, `name[0]`, `name.x`, and the key itself percent-encoded counts as the key.
 */
export function createReadParameter(name: string, { plus = 'blank' }: QuerySpelling = {}): ReadParameter {
  const otherShape = new RegExp(`^\\s*${name}(?![\\p{L}\\p{N}_-])`, 'u');
  return (rawQuery) => {
    const pairs = parsePairs(plus === 'blank' ? rawQuery.replaceAll('+', ' ') : rawQuery);
    if (pairs === null) return null;
    const meant = pairs.filter(([key]) => otherShape.test(key));
    const [only] = meant;
    return only !== undefined && meant.length === 1 && only[0] === name ? only[1] : null;
  };
}

type Pair = readonly [key: string, value: string];

function parsePairs(rawQuery: string): readonly Pair[] | null {
  const pairs: Pair[] = [];
  for (const piece of rawQuery.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const key = decode(equals === -1 ? piece : piece.slice(0, equals));
    const value = decode(equals === -1 ? '' : piece.slice(equals + 1));
    if (key === null || value === null) return null;
    pairs.push([key, value]);
  }
  return pairs;
}

// A percent sign without two hex digits; a `#`, which no request line may hold and parsers disagree about; more than a byte.
const UNDECODABLE = /%(?![0-9A-Fa-f]{2})|[#\u0100-\uffff]/;

/** One character of the raw query is one byte, so unescaping first and decoding after treats raw and escaped UTF-8 alike. */
function decode(text: string): string | null {
  if (UNDECODABLE.test(text)) return null;
  const bytes = text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeUtf8(Buffer.from(bytes, 'latin1'));
}
