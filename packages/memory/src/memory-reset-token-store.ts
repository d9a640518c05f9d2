import type { ResetTokenStore } from '@rekey/domain/ports';
import type { Instant, TokenDigest, TokenRecord } from '@rekey/domain/values';
import type { MemoryDatabase, TokenRow } from './memory-database.ts';
import type { ReadRows } from './table.ts';

/** A `ResetTokenStore` over shared memory. A token that has ended is not kept. */
export function memoryResetTokenStore(database: MemoryDatabase): ResetTokenStore {
  return { inspect: async (digest) => inspectToken(database.committed.tokens, digest, database.now()) };
}

export function inspectToken(
  tokens: ReadRows<TokenDigest, TokenRow>,
  digest: TokenDigest,
  now: Instant,
): TokenRecord | null {
  const row = tokens.get(digest);
  if (row === undefined || !isLive(row, now)) return null;
  const { userKey, revision, letterId } = row;
  return { userKey, revision, letterId };
}

export function isLive({ expiresAt }: TokenRow, now: Instant): boolean {
  return now < expiresAt;
}
