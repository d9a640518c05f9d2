import { createHash, randomBytes } from 'node:crypto';
import type { ResetToken, TokenDigest, TokenSource } from '@rekey/domain';

// 43 characters carry 258 bits: the last one only ever ends in two zero bits, or one token would have four spellings.
const TOKEN = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** A `TokenSource` on Node's own CSPRNG. As unguessable as the one of `@rekey/crypto`; meant for tests and small programs. */
export function memoryTokenSource(): TokenSource {
  return {
    mint() {
      const token = randomBytes(32).toString('base64url');
      return { token: token as ResetToken, digest: digest(token) };
    },
    digestOf: (raw) => (TOKEN.test(raw) ? digest(raw) : null),
  };
}

function digest(token: string): TokenDigest {
  return createHash('sha256').update(token).digest('hex') as TokenDigest;
}
