// What the routes of API 1 come to, by the names that the server's own tables have for it.

/** No answer, or none of Rekey's: no network, a wrong address, a proxy. Whether anything was done is unknown. */
export interface Unreachable {
  readonly kind: 'unreachable';
  /** The status of an answer that is not Rekey's. */
  readonly status?: number;
  /** What `fetch` failed with. */
  readonly cause?: unknown;
}

interface TooManyRequests {
  readonly kind: 'too-many-requests';
  readonly retryAfterMs: number;
}

/** A bound was reached, or it took too long. Nothing was done. */
interface Overloaded {
  readonly kind: 'overloaded';
  readonly retryAfterMs: number;
}

type Kind<Name extends string> = { readonly kind: Name };

/** A fault of the server, which stands in its log. */
type Fault = Kind<'fault'>;

type TokenRefusal = Kind<'bad-token'> | Kind<'user-gone'> | Kind<'externally-managed'>;

export type ForgotPasswordOutcome =
  /** The mail will be delivered, or the operator can see why not. */
  | Kind<'accepted'>
  | Kind<'malformed'>
  /** With documented answers only, as `externally-managed`. */
  | Kind<'unknown-user'>
  | Kind<'externally-managed'>
  | TooManyRequests
  | Overloaded
  /** With documented answers also a user without a usable e-mail address. */
  | Fault
  | Unreachable;

export type ValidateTokenOutcome =
  /** It would be accepted now. */
  Kind<'good'> | Kind<'malformed'> | TokenRefusal | TooManyRequests | Overloaded | Fault | Unreachable;

/** Why a password was refused. Every rule that it failed is named. */
export type PasswordReason =
  | { readonly code: 'too-short'; readonly minimum: number }
  /** In characters, or in bytes of UTF-8. */
  | { readonly code: 'too-long'; readonly maximum: number; readonly unit?: 'bytes' }
  | { readonly code: 'common' | 'is-service-name' | 'is-username' | 'is-email' | 'breached' };

export type SetPasswordOutcome =
  | Kind<'changed'>
  /** The token is as good as before. */
  | { readonly kind: 'rejected'; readonly reasons: readonly PasswordReason[] }
  | Kind<'malformed'>
  | TokenRefusal
  | TooManyRequests
  | Overloaded
  | Fault
  | Unreachable;

/** A user as an operator sees it; absent names are `''`. */
export interface RekeyUser {
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly externally_managed: boolean;
}

export type GetUserOutcome =
  | { readonly kind: 'found'; readonly user: RekeyUser }
  | Kind<'malformed'>
  | Kind<'not-an-operator'>
  | Kind<'unknown-user'>
  | Overloaded
  | Fault
  | Unreachable;
