import { randomBytes } from 'node:crypto';
import { slashed, trimmed } from './bcrypt.ts';
import { isAffordable } from './derivation.ts';
import { PADDED } from './encodings.ts';
import { AS_TYPED, type HashFormat } from './format.ts';

const CRAFTER_ROUNDS = 1_000;
const CRAFTER = /^(?<digest>[A-Za-z0-9+/]{43}=)\|(?<salt>[A-Za-z0-9+/]{22}==)$/;

/** Crafter Studio: `base64(digest)|base64(salt)`, SHA-256 over salt and password and 1,000 rounds more. */
export function crafterFormat(): HashFormat {
  const write = (digest: Uint8Array, salt: Uint8Array) => `${PADDED.encode(digest)}|${PADDED.encode(salt)}`;
  return {
    ...AS_TYPED,
    name: 'crafter',
    fresh: () => ({ kind: 'sha256-rounds', rounds: CRAFTER_ROUNDS, salt: randomBytes(16) }),
    print: ({ derivation, digest }) => write(digest, derivation.salt),
    parse(text) {
      const groups = CRAFTER.exec(text)?.groups;
      const digest = PADDED.decode(groups?.['digest'] ?? '');
      const salt = PADDED.decode(groups?.['salt'] ?? '');
      if (groups === undefined || digest === null || salt === null) return null;
      return { derivation: { kind: 'sha256-rounds', rounds: CRAFTER_ROUNDS, salt }, digest };
    },
    parametersOf: () => ({}),
    longest: write(new Uint8Array(32), new Uint8Array(16)),
    weakness:
      '1,000 rounds of SHA-256 are quick to guess, millions a second: long passwords are all that protects them',
  };
}

/** phpass's own base64: six bits at a time from the low end. */
const PHPASS_ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PHPASS = /^\$[PH]\$(?<rounds>[./0-9A-Za-z])(?<salt>[./0-9A-Za-z]{8})(?<sum>[./0-9A-Za-z]{22})$/;

function phpassEncode(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const value = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    const letters = Math.min(4, Math.ceil(((bytes.length - at) * 8) / 6));
    for (let letter = 0; letter < letters; letter += 1) text += PHPASS_ALPHABET[(value >> (6 * letter)) & 63];
  }
  return text;
}

function phpassDecode(text: string): Uint8Array | null {
  const bytes = new Uint8Array(16);
  for (const [at, letter] of [...text].entries()) {
    const bits = PHPASS_ALPHABET.indexOf(letter) << ((at % 4) * 6);
    const first = Math.floor(at / 4) * 3;
    for (let byte = 0; byte < 3 && first + byte < bytes.length; byte += 1) {
      bytes[first + byte] = (bytes[first + byte] ?? 0) | ((bits >> (8 * byte)) & 255);
    }
  }
  return phpassEncode(bytes) === text ? bytes : null;
}

/** phpass, which WordPress wrote before 6.8: read, and never written. */
export function phpassFormat(): HashFormat {
  return {
    ...AS_TYPED,
    name: 'phpass',
    counted: trimmed,
    bytesOf: (password) => Buffer.from(slashed(trimmed(password)), 'utf8'),
    fresh() {
      throw new Error('phpass is read only: WordPress 6.8 moved to wordpress');
    },
    print() {
      throw new Error('phpass is read only: WordPress 6.8 moved to wordpress');
    },
    parse(text) {
      const { rounds = '', salt = '', sum = '' } = PHPASS.exec(text)?.groups ?? {};
      const digest = sum === '' ? null : phpassDecode(sum);
      if (digest === null) return null;
      const derivation = {
        kind: 'md5-rounds',
        rounds: 2 ** PHPASS_ALPHABET.indexOf(rounds),
        salt: Buffer.from(salt),
      } as const;
      return isAffordable(derivation) ? { derivation, digest } : null;
    },
    parametersOf: () => ({}),
    longest: '',
    weakness: 'MD5 is quick to guess',
  };
}
