import type { TokensInUnit } from '@rekey/domain/ports';
import type { Instant, NewToken, UserKey } from '@rekey/domain/values';
import type { Drafts, MemoryDatabase, TokenRow } from './memory-database.ts';
import { keepReportable } from './memory-reports-in-unit.ts';
import { inspectToken, isLive } from './memory-reset-token-store.ts';

/** `TokensInUnit` over the drafts of one unit. */
export function memoryTokensInUnit(database: MemoryDatabase, { tokens, reportables }: Drafts): TokensInUnit {
  /** Ends what matches, dead or alive, and answers how many were alive. */
  const endAll = (matches: (row: TokenRow) => boolean): number => {
    const now = database.now();
    const ended = [...tokens.values()].filter(matches);
    for (const { digest } of ended) tokens.delete(digest);
    return ended.filter((row) => isLive(row, now)).length;
  };
  return {
    inspect: async (digest) => inspectToken(tokens, digest, database.now()),
    async issue(issued, keepNewest) {
      const now = database.now();
      for (const token of issued) {
        tokens.set(token.digest, tokenRow(token, now));
        keepReportable(reportables, { ...token, source: 'link' }, now);
      }
      supersede(tokens, new Set(issued.map(({ userKey }) => userKey)), keepNewest, now);
    },
    async consume(digest, revision) {
      const record = inspectToken(tokens, digest, database.now());
      if (record === null || record.revision !== revision) return false;
      tokens.delete(digest);
      return true;
    },
    async withdraw(digests) {
      const live = digests.filter((digest) => inspectToken(tokens, digest, database.now()) !== null);
      for (const digest of live) {
        tokens.delete(digest);
        reportables.delete(digest);
      }
    },
    revokeAllOf: async (user) => endAll(({ userKey }) => userKey === user),
    revokeAll: async () => endAll(() => true),
  };
}

function supersede(tokens: Drafts['tokens'], users: ReadonlySet<UserKey>, keepNewest: number, now: Instant): void {
  const rows = [...tokens.values()].filter(({ userKey }) => users.has(userKey));
  for (const user of users) {
    // In the order in which they were issued: a map keeps it.
    const own = rows.filter(({ userKey }) => userKey === user);
    const kept = new Set(own.filter((row) => isLive(row, now)).slice(-keepNewest));
    for (const row of own) if (!kept.has(row)) tokens.delete(row.digest);
  }
}

function tokenRow({ digest, userKey, revision, letterId, lifeMs }: NewToken, now: Instant): TokenRow {
  return { digest, userKey, revision, letterId, expiresAt: (now + lifeMs) as Instant };
}
