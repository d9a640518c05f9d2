import { createHash, randomBytes } from 'node:crypto';
import type { TokenSource } from '@rekey/domain/ports';
import type { NotMeSecret, ResetToken, TokenDigest } from '@rekey/domain/values';

const TOKEN_BYTES = 32; // 256 bits

// 43 characters carry 258 bits. The last one may use only its upper four, or several spellings would be one token.
const WELL_FORMED = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
// 192 bits of the image: more than anybody guesses, and of another length, so that neither can be taken for the other.
const NOT_ME = /^[A-Za-z0-9_-]{32}$/;

/** Tokens from the system's CSPRNG, digests in SHA-256. A digest is hexadecimal, so that it can never be taken for a token. */
export function cryptoTokenSource(): TokenSource {
  return {
    mint() {
      const token = randomBytes(TOKEN_BYTES).toString('base64url') as ResetToken;
      const notMe = notMeOf(token);
      return { token, notMe, digest: digestOf(notMe) };
    },
    digestOf: (raw) => (WELL_FORMED.test(raw) ? digestOf(notMeOf(raw)) : null),
    digestOfNotMe: (raw) => (NOT_ME.test(raw) ? digestOf(raw) : null),
  };
}

/** The purpose goes in with the token, so that no other hash of it that anybody may keep is this one. */
function notMeOf(token: string): NotMeSecret {
  return createHash('sha256').update(`rekey not-me${token}`).digest('base64url').slice(0, 32) as NotMeSecret;
}

// No salt and no slow hash: nobody guesses 256 random bits, and the look-up needs the same digest every time.
function digestOf(notMe: string): TokenDigest {
  return createHash('sha256').update(notMe).digest('hex') as TokenDigest;
}
