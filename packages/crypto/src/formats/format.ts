import type { PasswordBounds } from '@rekey/domain/values';
import type { Derivation, StoredHash } from './derivation.ts';

/** How an application writes the hash of a password: its spelling, its cost, and what it does to the password first. */
export interface HashFormat {
  /** As `hash.format` in a mapping names it. */
  readonly name: string;
  /** The passwords that it can tell apart. */
  readonly bounds: PasswordBounds;
  /** What of a password counts: most take it as it is, some compose it or cut blanks off its ends. */
  counted(password: string): string;
  /** What goes into the derivation. */
  bytesOf(password: string): Uint8Array;
  /** A derivation at this format's cost, with a salt of its own. `null` for a format that Rekey reads and does not write. */
  fresh(): Derivation;
  print(stored: StoredHash): string;
  /** `null` for a text that is no hash of this format. */
  parse(text: string): StoredHash | null;
  /** The parameters of a stored hash, as a mapping would give them, so that new hashes cost as much. */
  parametersOf(text: string): Readonly<Record<string, unknown>>;
  /** A hash of this format that is as long as any, of no password. */
  readonly longest: string;
  /** Why an attacker with the table is quick, and what the application could move to; `null` for a format that holds. */
  readonly weakness: string | null;
}

/** What most formats do to a password: nothing. */
export const AS_TYPED = {
  bounds: { maximumBytes: null, nul: true },
  counted: (password: string) => password,
  bytesOf: (password: string): Uint8Array => Buffer.from(password, 'utf8'),
  weakness: null,
} as const;

/** The same for what is built on HMAC: it fills a short key with NULs, so one at a password's end would not count. */
export const WITHOUT_NUL = { ...AS_TYPED, bounds: { maximumBytes: null, nul: false } } as const;

/** A format with something in front of another one's text: Spring's `{bcrypt}`, Nextcloud's version, Django's `argon2`. */
export function prefixed(name: string, prefix: string, inner: HashFormat): HashFormat {
  const without = (text: string) => (text.startsWith(prefix) ? text.slice(prefix.length) : '');
  return {
    ...inner,
    name,
    print: (stored) => `${prefix}${inner.print(stored)}`,
    parse: (text) => inner.parse(without(text)),
    parametersOf: (text) => inner.parametersOf(without(text)),
    longest: `${prefix}${inner.longest}`,
  };
}
