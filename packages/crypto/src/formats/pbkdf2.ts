import { randomBytes } from 'node:crypto';
import { type Derivation, isAffordable, type StoredHash } from './derivation.ts';
import { type Base64, DOTTED, hexBytes, PADDED, randomLetters, UNPADDED } from './encodings.ts';
import { type HashFormat, WITHOUT_NUL } from './format.ts';

type Digest = Extract<Derivation, { kind: 'pbkdf2' }>['digest'];

const BYTES: Readonly<Record<Digest, number>> = { sha1: 20, sha256: 32, sha512: 64 };
// OWASP's Password Storage cheat sheet asks for these many; less is worth a line to the operator.
const ENOUGH: Readonly<Record<Digest, number>> = { sha1: 1_300_000, sha256: 600_000, sha512: 210_000 };

export interface Pbkdf2Settings {
  readonly digest: Digest;
  readonly iterations: number;
  /** `phc` is `$pbkdf2-sha256$i=...,l=...$`, `passlib` is `$pbkdf2-sha256$<iterations>$`. */
  readonly spelling: 'phc' | 'passlib';
}

function derivationOf(digest: Digest, iterations: number, salt: Uint8Array): Extract<Derivation, { kind: 'pbkdf2' }> {
  return { kind: 'pbkdf2', digest, iterations, salt, length: BYTES[digest] };
}

/** Only a digest of full length: a shorter one of PBKDF2 is the beginning of the longer. */
function stored(derivation: Extract<Derivation, { kind: 'pbkdf2' }>, digest: Uint8Array | null): StoredHash | null {
  return digest?.length === derivation.length && isAffordable(derivation) ? { derivation, digest } : null;
}

function weaknessOf(digest: Digest, iterations: number): string | null {
  if (iterations >= ENOUGH[digest]) return null;
  return `PBKDF2 with ${iterations} rounds of ${digest} is quick to guess: raise it to ${ENOUGH[digest]}, or move to argon2id`;
}

const CRYPT =
  /^\$pbkdf2(?:-(?<digest>sha1|sha256|sha512))?\$(?:i=(?<i>\d{1,9})(?:,l=(?<l>\d{1,3}))?|(?<rounds>\d{1,9}))\$(?<salt>[A-Za-z0-9+/.]+)\$(?<sum>[A-Za-z0-9+/.]+)$/;

/** PBKDF2 in the PHC string format, or as passlib and Elixir's libraries write it. It reads both. */
export function pbkdf2Format({ digest, iterations, spelling }: Pbkdf2Settings): HashFormat {
  const name = digest === 'sha1' && spelling === 'passlib' ? 'pbkdf2' : `pbkdf2-${digest}`;
  const alphabet: Base64 = spelling === 'phc' ? UNPADDED : DOTTED;
  const write = (salt: string, sum: string) =>
    spelling === 'phc'
      ? `$${name}$i=${iterations},l=${BYTES[digest]}$${salt}$${sum}`
      : `$${name}$${iterations}$${salt}$${sum}`;
  return {
    ...WITHOUT_NUL,
    name: 'pbkdf2',
    fresh: () => derivationOf(digest, iterations, randomBytes(16)),
    print: ({ derivation, digest: sum }) => write(alphabet.encode(derivation.salt), alphabet.encode(sum)),
    parse(text) {
      const groups = CRYPT.exec(text)?.groups;
      if (groups === undefined) return null;
      const reads = groups['i'] === undefined ? DOTTED : UNPADDED;
      const salt = reads.decode(groups['salt'] ?? '');
      const its = (groups['digest'] ?? 'sha1') as Digest;
      const sum = reads.decode(groups['sum'] ?? '');
      const isLong = groups['l'] === undefined || Number(groups['l']) === sum?.length;
      return salt === null || !isLong
        ? null
        : stored(derivationOf(its, Number(groups['i'] ?? groups['rounds']), salt), sum);
    },
    parametersOf(text) {
      const { digest: its = 'sha1', i, rounds } = CRYPT.exec(text)?.groups ?? {};
      return { digest: its, iterations: Number(i ?? rounds), spelling: i === undefined ? 'passlib' : 'phc' };
    },
    longest: write('A'.repeat(22), alphabet.encode(new Uint8Array(BYTES[digest]))),
    weakness: weaknessOf(digest, iterations),
  };
}

const DJANGO = /^pbkdf2_(?<digest>sha1|sha256)\$(?<i>\d{1,9})\$(?<salt>[^$]+)\$(?<sum>[A-Za-z0-9+/=]+)$/;

/** Django's `PBKDF2PasswordHasher`. Its salt is text. */
export function djangoPbkdf2Format(iterations: number): HashFormat {
  const write = (salt: string, sum: string) => `pbkdf2_sha256$${iterations}$${salt}$${sum}`;
  return {
    ...WITHOUT_NUL,
    name: 'django-pbkdf2',
    fresh: () => derivationOf('sha256', iterations, Buffer.from(randomLetters(22))),
    print: ({ derivation, digest }) => write(Buffer.from(derivation.salt).toString(), PADDED.encode(digest)),
    parse(text) {
      const { digest, i, salt, sum } = DJANGO.exec(text)?.groups ?? {};
      if (salt === undefined) return null;
      return stored(derivationOf(digest as Digest, Number(i), Buffer.from(salt)), PADDED.decode(sum ?? ''));
    },
    parametersOf: (text) => ({ iterations: Number(DJANGO.exec(text)?.groups?.['i']) }),
    longest: write('A'.repeat(22), PADDED.encode(new Uint8Array(32))),
    weakness: weaknessOf('sha256', iterations),
  };
}

const WERKZEUG = /^pbkdf2:(?<digest>sha1|sha256|sha512):(?<i>\d{1,9})\$(?<salt>[^$]+)\$(?<sum>[0-9a-f]+)$/;

/** Werkzeug's `generate_password_hash(..., method="pbkdf2")`. Its salt is text, its digest hexadecimal. */
export function werkzeugPbkdf2Format(iterations: number): HashFormat {
  const write = (salt: string, sum: string) => `pbkdf2:sha256:${iterations}$${salt}$${sum}`;
  return {
    ...WITHOUT_NUL,
    name: 'werkzeug-pbkdf2',
    fresh: () => derivationOf('sha256', iterations, Buffer.from(randomLetters(16))),
    print: ({ derivation, digest }) =>
      write(Buffer.from(derivation.salt).toString(), Buffer.from(digest).toString('hex')),
    parse(text) {
      const { digest, i, salt, sum } = WERKZEUG.exec(text)?.groups ?? {};
      if (salt === undefined) return null;
      return stored(derivationOf(digest as Digest, Number(i), Buffer.from(salt)), hexBytes(sum ?? ''));
    },
    parametersOf: (text) => ({ iterations: Number(WERKZEUG.exec(text)?.groups?.['i']) }),
    longest: write('A'.repeat(16), '0'.repeat(64)),
    weakness: weaknessOf('sha256', iterations),
  };
}

/** By the number that stands in the blob. */
const PRFS: readonly Digest[] = ['sha1', 'sha256', 'sha512'];
const HEADER_BYTES = 13;
const SUBKEY_BYTES = 32;

/** ASP.NET Core Identity's version 3: a blob of version, PRF, iterations, length of the salt, salt and key, in base64. */
export function aspnetV3Format(iterations: number): HashFormat {
  const fresh = (salt: Uint8Array) => ({ ...derivationOf('sha512', iterations, salt), length: SUBKEY_BYTES });
  const print = ({ derivation, digest }: StoredHash) => {
    const header = Buffer.alloc(HEADER_BYTES);
    header[0] = 1;
    header.writeUInt32BE(PRFS.indexOf('sha512'), 1);
    header.writeUInt32BE(iterations, 5);
    header.writeUInt32BE(derivation.salt.length, 9);
    return PADDED.encode(Buffer.concat([header, derivation.salt, digest]));
  };
  const parse = (text: string): StoredHash | null => {
    const decoded = text.length < 60 ? null : PADDED.decode(text);
    if (decoded === null || decoded[0] !== 1 || decoded.length < HEADER_BYTES + 8 + 16) return null;
    const blob = Buffer.from(decoded);
    const prf = PRFS[blob.readUInt32BE(1)];
    const saltBytes = blob.readUInt32BE(9);
    const digest = blob.subarray(HEADER_BYTES + saltBytes);
    if (prf === undefined || saltBytes < 8 || digest.length !== SUBKEY_BYTES) return null;
    const salt = blob.subarray(HEADER_BYTES, HEADER_BYTES + saltBytes);
    return stored({ ...derivationOf(prf, blob.readUInt32BE(5), salt), length: SUBKEY_BYTES }, digest);
  };
  return {
    ...WITHOUT_NUL,
    name: 'aspnet-v3',
    fresh: () => fresh(randomBytes(16)),
    print,
    parse,
    parametersOf(text) {
      const derivation = parse(text)?.derivation;
      return derivation?.kind === 'pbkdf2' ? { iterations: derivation.iterations } : {};
    },
    longest: print({ derivation: fresh(new Uint8Array(16)), digest: new Uint8Array(SUBKEY_BYTES) }),
    weakness: weaknessOf('sha512', iterations),
  };
}
