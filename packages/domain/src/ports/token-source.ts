import type { NotMeSecret, ResetToken, TokenDigest } from '../values/reset-token.ts';

/**
 * Mints reset tokens and digests what people bring back.
 *
 * - `mint`: 256 bits from a CSPRNG as 43 characters of base64url, with two links of a one-way chain. Its not-me secret is the SHA-256 of
 *   `rekey not-me` and those characters: the first 32 characters in base64url. Its digest is the SHA-256 of those 32, in hexadecimal or base64url.
 *   Whoever holds one of the three can make the next, never the one before.
 * - `digestOf`: the digest of a well-formed token, or `null` for anything that no `mint` could have made. Exact: no trimming, no case.
 * - `digestOfNotMe`: the same from a not-me secret. Neither takes the other's kind.
 *
 * Contract: `tokenSourceContract`.
 */
export interface TokenSource {
  mint(): { readonly token: ResetToken; readonly notMe: NotMeSecret; readonly digest: TokenDigest };
  digestOf(raw: string): TokenDigest | null;
  digestOfNotMe(raw: string): TokenDigest | null;
}
