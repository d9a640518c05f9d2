import type { PasswordBlocklist } from '../ports/known-passwords.ts';
import {
  fitsBounds,
  type NewPassword,
  normalizePassword,
  type PasswordBounds,
  type PasswordNormalization,
} from '../values/password.ts';
import { textOf } from '../values/untyped.ts';
import type { User } from '../values/user.ts';

/** Why a password was refused; the codes are part of the HTTP contract. Every failed rule is named, not just the first. */
export type PolicyReason =
  | { readonly code: 'too-short'; readonly minimum: number }
  /** In characters, or in bytes of UTF-8 where the stored hash can tell no more. */
  | { readonly code: 'too-long'; readonly maximum: number; readonly unit?: 'bytes' }
  | { readonly code: 'common' }
  | { readonly code: 'is-service-name' }
  | { readonly code: 'is-username' }
  | { readonly code: 'is-email' }
  | { readonly code: 'breached' };

export interface PasswordPolicySettings {
  /** Fewest characters (code points, counted after normalisation). NIST SP 800-63B-4 3.1.1.2 asks for 15 where it is the only factor. */
  readonly minimum: number;
  readonly normalization: PasswordNormalization;
  /** What the service is called; nobody's password. */
  readonly serviceNames: readonly string[];
  readonly blocklist: PasswordBlocklist;
  /** What the stored hash can tell apart; anything by default. */
  readonly bounds?: PasswordBounds;
  /** What of a password the hasher counts: its `counted`. Default: all of it. */
  readonly counted?: (password: string) => string;
}

/** Judges passwords in two stages, so that a caller without a good token learns nothing about any user. */
export interface PasswordPolicy {
  /** One spelling for one password; what is no text becomes the empty password, which is too short. */
  normalize(raw: string): NewPassword;
  reasonsWithoutUser(password: NewPassword): readonly PolicyReason[];
  reasonsForUser(password: NewPassword, user: User): readonly PolicyReason[];
}

// Far above what anybody types, far below what would make a hash or a blocklist look-up slow.
const MAXIMUM = 256;
// No character is more than four in another canonical form, so what is longer is too long in every form. It is not even composed:
// for accents in the wrong order that is quadratic work, and asking for it takes no token.
const MAXIMUM_AS_TYPED = 4 * MAXIMUM;

/** Length, blocklist, names: no composition rules, which NIST SP 800-63B-4 forbids because they make passwords worse. */
export function createPasswordPolicy(settings: PasswordPolicySettings): PasswordPolicy {
  const { minimum, normalization, blocklist, bounds = UNBOUNDED, counted = asTyped } = settings;
  const serviceNames = new Set(settings.serviceNames.map(folded));
  return {
    normalize(raw) {
      const text = textOf(raw);
      return normalizePassword(text, lengthOf(text) > MAXIMUM_AS_TYPED ? 'none' : normalization);
    },

    reasonsWithoutUser(password) {
      // No list and no name is as long: looking would be work for nothing.
      if (lengthOf(password) > MAXIMUM) return [{ code: 'too-long', maximum: MAXIMUM }];
      if (!fitsBounds(password, bounds))
        return [{ code: 'too-long', maximum: bounds.maximumBytes ?? MAXIMUM, unit: 'bytes' }];
      // Fifteen blanks are no password where blanks at its ends are cut off: only what is hashed has to be guessed.
      const counts = counted(password) as NewPassword;
      return [
        ...when(lengthOf(counts) < minimum, { code: 'too-short', minimum }),
        ...when(blocklist.has(counts), { code: 'common' }),
        ...when(serviceNames.has(folded(counts)), { code: 'is-service-name' }),
      ];
    },

    reasonsForUser(password, user) {
      const same = (name: string | null) => name !== null && folded(name) === folded(counted(password));
      return [...when(same(user.username), { code: 'is-username' }), ...when(same(user.email), { code: 'is-email' })];
    },
  };
}

const UNBOUNDED: PasswordBounds = { maximumBytes: null, nul: true };

const asTyped = (password: string): string => password;

const lengthOf = (text: string): number => [...text].length;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

const when = (failed: boolean, reason: PolicyReason): readonly PolicyReason[] => (failed ? [reason] : []);
