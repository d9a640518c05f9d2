import { randomBytes } from 'node:crypto';
import { type Derivation, isAffordable, type StoredHash } from './derivation.ts';
import { hexBytes, PADDED, randomLetters, UNPADDED } from './encodings.ts';
import { type HashFormat, WITHOUT_NUL } from './format.ts';

type Scrypt = Extract<Derivation, { kind: 'scrypt' }>;

/** N, r and p of RFC 7914. */
export interface ScryptCost {
  /** N, a power of two. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelism: number;
}

/** Only a digest of full length: a shorter one of scrypt is the beginning of the longer. */
function stored(derivation: Scrypt, digest: Uint8Array | null): StoredHash | null {
  return digest?.length === derivation.length && isAffordable(derivation) ? { derivation, digest } : null;
}

function derivationOf({ cost, blockSize, parallelism }: ScryptCost, salt: Uint8Array, length: number): Scrypt {
  return { kind: 'scrypt', cost, blockSize, parallelism, salt, length };
}

function costIn(groups: Readonly<Record<string, string | undefined>>): ScryptCost {
  const { n, ln, r, p } = groups;
  return { cost: ln === undefined ? Number(n) : 2 ** Number(ln), blockSize: Number(r), parallelism: Number(p) };
}

/** How bytes are written. */
interface Encoding {
  encode(bytes: Uint8Array): string;
  decode(text: string): Uint8Array | null;
}

interface Spelling {
  readonly name: string;
  readonly pattern: RegExp;
  readonly bytes: number;
  readonly salt: () => Uint8Array;
  readonly saltText: Encoding;
  readonly sum: Encoding;
  write(cost: ScryptCost, salt: string, sum: string): string;
}

const TEXT: Encoding = { encode: (bytes) => Buffer.from(bytes).toString(), decode: (text) => Buffer.from(text) };
const HEX: Encoding = { encode: (bytes) => Buffer.from(bytes).toString('hex'), decode: hexBytes };

/** The least that an application here writes by itself. OWASP's Password Storage cheat sheet asks for eight times as much. */
const ENOUGH = 16_384 * 8;

function weaknessOf({ cost, blockSize, parallelism }: ScryptCost): string | null {
  if (cost * blockSize * parallelism >= ENOUGH) return null;
  return `scrypt with N=${cost}, r=${blockSize}, p=${parallelism} is quick to guess: raise N, or move to argon2id`;
}

function spelled(spelling: Spelling, cost: ScryptCost): HashFormat {
  const { name, pattern, bytes, saltText, sum, write } = spelling;
  return {
    ...WITHOUT_NUL,
    name,
    fresh: () => derivationOf(cost, spelling.salt(), bytes),
    print: ({ derivation, digest }) => write(cost, saltText.encode(derivation.salt), sum.encode(digest)),
    parse(text) {
      const groups = pattern.exec(text)?.groups;
      const salt = groups === undefined ? null : saltText.decode(groups['salt'] ?? '');
      if (groups === undefined || salt === null) return null;
      return stored(derivationOf(costIn(groups), salt, bytes), sum.decode(groups['sum'] ?? ''));
    },
    parametersOf: (text) => ({ ...costIn(pattern.exec(text)?.groups ?? {}) }),
    weakness: weaknessOf(cost),
    longest: write(cost, saltText.encode(spelling.salt()), sum.encode(new Uint8Array(bytes))),
  };
}

/** scrypt in the PHC string format, which passlib writes, too. */
export function scryptFormat(cost: ScryptCost): HashFormat {
  return spelled(
    {
      name: 'scrypt',
      pattern:
        /^\$scrypt\$ln=(?<ln>\d{1,2}),r=(?<r>\d{1,3}),p=(?<p>\d{1,3})\$(?<salt>[A-Za-z0-9+/]+)\$(?<sum>[A-Za-z0-9+/]+)$/,
      bytes: 32,
      salt: () => randomBytes(16),
      saltText: UNPADDED,
      sum: UNPADDED,
      write: ({ cost: n, blockSize, parallelism }, salt, sum) =>
        `$scrypt$ln=${Math.log2(n)},r=${blockSize},p=${parallelism}$${salt}$${sum}`,
    },
    cost,
  );
}

/** Django's `ScryptPasswordHasher`. */
export function djangoScryptFormat(cost: ScryptCost): HashFormat {
  return spelled(
    {
      name: 'django-scrypt',
      pattern: /^scrypt\$(?<n>\d{1,8})\$(?<salt>[^$]+)\$(?<r>\d{1,3})\$(?<p>\d{1,3})\$(?<sum>[A-Za-z0-9+/=]+)$/,
      bytes: 64,
      salt: () => Buffer.from(randomLetters(22)),
      saltText: TEXT,
      sum: PADDED,
      write: ({ cost: n, blockSize, parallelism }, salt, sum) =>
        `scrypt$${n}$${salt}$${blockSize}$${parallelism}$${sum}`,
    },
    cost,
  );
}

/** Werkzeug's default since 3.0. */
export function werkzeugScryptFormat(cost: ScryptCost): HashFormat {
  return spelled(
    {
      name: 'werkzeug-scrypt',
      pattern: /^scrypt:(?<n>\d{1,8}):(?<r>\d{1,3}):(?<p>\d{1,3})\$(?<salt>[^$]+)\$(?<sum>[0-9a-f]+)$/,
      bytes: 64,
      salt: () => Buffer.from(randomLetters(16)),
      saltText: TEXT,
      sum: HEX,
      write: ({ cost: n, blockSize, parallelism }, salt, sum) =>
        `scrypt:${n}:${blockSize}:${parallelism}$${salt}$${sum}`,
    },
    cost,
  );
}

/** What better-auth always pays; its text has no place for anything else. */
const BETTER_AUTH: ScryptCost = { cost: 16_384, blockSize: 16, parallelism: 1 };
const BETTER_AUTH_TEXT = /^(?<salt>[0-9a-f]{32}):(?<sum>[0-9a-f]{128})$/;

/** better-auth: the salt's hexadecimal digits are the salt, and the password is composed to NFKC. */
export function betterAuthFormat(): HashFormat {
  const nfkc = (password: string) => password.normalize('NFKC');
  const format = spelled(
    {
      name: 'better-auth',
      pattern: BETTER_AUTH_TEXT,
      bytes: 64,
      salt: () => Buffer.from(randomBytes(16).toString('hex')),
      saltText: TEXT,
      sum: HEX,
      write: (_, salt, sum) => `${salt}:${sum}`,
    },
    BETTER_AUTH,
  );
  return {
    ...format,
    counted: nfkc,
    bytesOf: (password) => Buffer.from(nfkc(password), 'utf8'),
    parse(text) {
      const { salt, sum } = BETTER_AUTH_TEXT.exec(text)?.groups ?? {};
      if (salt === undefined) return null;
      return stored(derivationOf(BETTER_AUTH, Buffer.from(salt), 64), hexBytes(sum ?? ''));
    },
    parametersOf: () => ({}),
  };
}
