import { createHash, createHmac, randomBytes } from 'node:crypto';
import { isAffordable } from './derivation.ts';
import { BCRYPT } from './encodings.ts';
import { AS_TYPED, type HashFormat } from './format.ts';

export interface BcryptSettings {
  /** Two to this power rounds. */
  readonly cost: number;
  /** How the application spells it. The three mean the same for every password that fits. */
  readonly prefix: '2a' | '2b' | '2y';
  /** Devise's pepper, which it writes behind each password. */
  readonly pepper?: string;
}

const SALT_BYTES = 16;
/** What bcrypt reads of a password. What is behind it would be cut off without a word. */
const MOST_BYTES = 72;
const TEXT = /^\$(?<prefix>2[aby])\$(?<cost>\d\d)\$(?<salt>[./A-Za-z0-9]{22})(?<digest>[./A-Za-z0-9]{31})$/;

/** OWASP's Password Storage cheat sheet: 10 or more. */
const ENOUGH = 10;

/** bcrypt in the modular crypt format. It reads all three prefixes. */
export function bcryptFormat({ cost, prefix, pepper = '' }: BcryptSettings): HashFormat {
  const write = (rest: string) => `$${prefix}$${String(cost).padStart(2, '0')}$${rest}`;
  return {
    ...AS_TYPED,
    name: 'bcrypt',
    bounds: { maximumBytes: MOST_BYTES - Buffer.byteLength(pepper), nul: false },
    bytesOf: (password) => Buffer.from(`${password}${pepper}`, 'utf8'),
    fresh: () => ({ kind: 'bcrypt', cost, salt: randomBytes(SALT_BYTES) }),
    print({ derivation, digest }) {
      return write(`${BCRYPT.encode(derivation.salt)}${BCRYPT.encode(digest)}`);
    },
    parse(text) {
      const groups = TEXT.exec(text)?.groups;
      // Some programs made up their salts letter by letter; bcrypt itself does not read the spare bits.
      const salt = BCRYPT.decodeLoosely(groups?.['salt'] ?? '');
      const digest = BCRYPT.decode(groups?.['digest'] ?? '');
      if (digest === null || salt.length !== SALT_BYTES || digest.length !== 23) return null;
      const derivation = { kind: 'bcrypt', cost: Number(groups?.['cost']), salt } as const;
      return isAffordable(derivation) ? { derivation, digest } : null;
    },
    parametersOf(text) {
      const { prefix: its, cost: paid } = TEXT.exec(text)?.groups ?? {};
      return { prefix: its, cost: Number(paid) };
    },
    longest: write('.'.repeat(53)),
    weakness: cost >= ENOUGH ? null : `bcrypt with cost ${cost} is quick to guess: raise it to ${ENOUGH} or more`,
  };
}

/** A format that digests the password before bcrypt sees it, so that none is too long. */
function digestedFirst(
  name: string,
  mark: string,
  inner: HashFormat,
  digest: (password: string) => string,
  counted: HashFormat['counted'] = (password) => password,
): HashFormat {
  const without = (text: string) => (text.startsWith(mark) ? text.slice(mark.length) : '');
  const costOf = (text: string) => ({ cost: inner.parametersOf(without(text))['cost'] });
  return {
    ...inner,
    name,
    bounds: AS_TYPED.bounds,
    counted,
    bytesOf: (password) => Buffer.from(digest(counted(password)), 'ascii'),
    print: (stored) => `${mark}${inner.print(stored)}`,
    parse: (text) => inner.parse(without(text)),
    parametersOf: costOf,
    longest: `${mark}${inner.longest}`,
  };
}

/** Django's `BCryptSHA256PasswordHasher`: the SHA-256 in hexadecimal digits. */
export function djangoBcryptSha256Format(cost: number): HashFormat {
  return digestedFirst('django-bcrypt-sha256', 'bcrypt_sha256$', bcryptFormat({ cost, prefix: '2b' }), (password) =>
    createHash('sha256').update(password, 'utf8').digest('hex'),
  );
}

/** What PHP's `trim` cuts off. It cuts off NULs, too, but those are slashed by then. */
const BLANKS: readonly string[] = [' ', '\t', '\n', '\r', '\v'];

/** Without the blanks at its ends, as `wp_authenticate` has it. */
export function trimmed(password: string): string {
  let [from, to] = [0, password.length];
  while (from < to && BLANKS.includes(password[from] ?? '')) from += 1;
  while (to > from && BLANKS.includes(password[to - 1] ?? '')) to -= 1;
  return password.slice(from, to);
}

/**
 * WordPress adds slashes to all that a form sends. Its sign-in and its own reset page never take them off a password again, so they
 * are part of what it hashes.
 */
export function slashed(password: string): string {
  return password.replace(/['"\\]/g, '\\$&').replaceAll('\0', '\\0');
}

/** WordPress 6.8: the password as its forms hand it on, through HMAC-SHA-384 with a fixed key, in base64. */
export function wordpressFormat(cost: number): HashFormat {
  return digestedFirst(
    'wordpress',
    '$wp',
    bcryptFormat({ cost, prefix: '2y' }),
    (password) => createHmac('sha384', 'wp-sha384').update(slashed(password), 'utf8').digest('base64'),
    trimmed,
  );
}
