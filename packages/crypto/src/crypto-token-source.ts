import { createHash, randomBytes } from 'node:crypto';
import type { ResetToken, TokenDigest, TokenSource } from '@rekey/domain';

const TOKEN_BYTES = 32; // 256 bits

// 43 characters carry 258 bits. The last one may use only its upper four, or several spellings would be one token.
const TOKEN = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** Tokens from the system's CSPRNG, digests in SHA-256. A digest is hexadecimal, so that it can never be taken for a token. */
export function cryptoTokenSource(): TokenSource {
  return {
    mint() {
      const token = randomBytes(TOKEN_BYTES).toString('base64url') as ResetToken;
      return { token, digest: digest(token) };
    },
    digestOf: (raw) => (TOKEN.test(raw) ? digest(raw) : null),
  };
}

// No salt and no slow hash: nobody guesses 256 random bits, and the look-up needs the same digest every time.
function digest(token: string): TokenDigest {
  return createHash('sha256').update(token).digest('hex') as TokenDigest;
}
