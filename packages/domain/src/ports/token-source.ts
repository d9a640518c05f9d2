import type { NotMeSecret, ResetToken, TokenDigest } from '../values/reset-token.ts';

/**
 * Mints reset tokens and digests what people bring back.
 *
 * Contract: `tokenSourceContract`.
 */
export interface TokenSource {
  /**
   * 256 bits from a CSPRNG as 43 characters of base64url, with two links of a one-way chain. The
   * not-me secret is the SHA-256 of `rekey not-me` and those characters: the first 32 characters in
   * base64url. The digest is the SHA-256 of those 32, in hexadecimal or base64url. From each of the
   * three the next can be made, never the one before.
   */
  mint(): { readonly token: ResetToken; readonly notMe: NotMeSecret; readonly digest: TokenDigest };

  /**
   * The digest of a well-formed token, or `null` for anything that no `mint` could have made, a
   * not-me secret included. Exact: no trimming, no case.
   */
  digestOf(raw: string): TokenDigest | null;

  /** The same from a not-me secret; a token is `null` here. */
  digestOfNotMe(raw: string): TokenDigest | null;
}
