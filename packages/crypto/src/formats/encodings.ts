import { randomInt } from 'node:crypto';

/** Base64 in one of the alphabets and paddings that hashes are written in. */
export interface Base64 {
  encode(bytes: Uint8Array): string;
  /** `null` for a text that no bytes are written as: one hash has one spelling. */
  decode(text: string): Uint8Array | null;
  /** The same, whatever the bits of the last letter that belong to no byte. */
  decodeLoosely(text: string): Uint8Array;
}

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(alphabet: string, padded: boolean): Base64 {
  const translated = (text: string, from: string, to: string) =>
    [...text].map((letter) => (letter === '=' ? letter : (to[from.indexOf(letter)] ?? '\0'))).join('');
  const encode = (bytes: Uint8Array) => {
    const text = Buffer.from(bytes).toString('base64');
    return translated(padded ? text : text.replace(/=+$/, ''), STANDARD, alphabet);
  };
  const decodeLoosely = (text: string) => Buffer.from(translated(text, alphabet, STANDARD), 'base64');
  return {
    encode,
    decode(text) {
      const bytes = decodeLoosely(text);
      return encode(bytes) === text ? bytes : null;
    },
    decodeLoosely,
  };
}

/** RFC 4648, with padding. */
export const PADDED = base64(STANDARD, true);
/** As the PHC string format has it. */
export const UNPADDED = base64(STANDARD, false);
/** As passlib writes it: a dot for the plus. */
export const DOTTED = base64(STANDARD.replace('+', '.'), false);
/** As bcrypt writes it: an alphabet of its own. */
export const BCRYPT = base64('./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', false);

/** Lower-case hexadecimal digits as bytes; `null` for anything else. */
export function hexBytes(text: string): Uint8Array | null {
  return /^(?:[0-9a-f]{2})+$/.test(text) ? Buffer.from(text, 'hex') : null;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A salt for formats that keep theirs as text. 22 letters are 131 bits. */
export function randomLetters(count: number): string {
  return Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
