import { createHash, randomBytes } from 'node:crypto';
import type { TokenSource } from '@rekey/domain/ports';
import type { NotMeSecret, ResetToken, TokenDigest } from '@rekey/domain/values';

// 43 characters carry 258 bits: the last one only ever ends in two zero bits, or one token would have four spellings.
const WELL_FORMED = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const NOT_ME = /^[A-Za-z0-9_-]{32}$/;

/** A `TokenSource` on Node's own CSPRNG. As unguessable as the one of `@rekey/crypto`; meant for tests and small programs. */
export function memoryTokenSource(): TokenSource {
  return {
    mint() {
      const token = randomBytes(32).toString('base64url');
      const notMe = notMeOf(token);
      return { token: token as ResetToken, notMe, digest: digestOf(notMe) };
    },
    digestOf: (raw) => (WELL_FORMED.test(raw) ? digestOf(notMeOf(raw)) : null),
    digestOfNotMe: (raw) => (NOT_ME.test(raw) ? digestOf(raw) : null),
  };
}

function notMeOf(token: string): NotMeSecret {
  return createHash('sha256').update(`rekey not-me${token}`).digest('base64url').slice(0, 32) as NotMeSecret;
}

function digestOf(notMe: string): TokenDigest {
  return createHash('sha256').update(notMe).digest('hex') as TokenDigest;
}
