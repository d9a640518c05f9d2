import type { NewReportable, ReportsInUnit } from '@rekey/domain/ports';
import type { Instant, Reportable, TokenDigest } from '@rekey/domain/values';
import type { Drafts, MemoryDatabase, ReportableRow } from './memory-database.ts';
import { type Rows, surplus } from './table.ts';

// Who reports does so within days; as many as anybody gets mails in these, without growing for ever.
const MOST = 20_000;

/** `ReportsInUnit` over the drafts of one unit. */
export function memoryReportsInUnit(database: MemoryDatabase, { reportables }: Drafts): ReportsInUnit {
  const unused = (digest: TokenDigest) => {
    const row = reportables.get(digest);
    return row === undefined || row.used ? null : row;
  };
  return {
    async find(digest) {
      const row = unused(digest);
      return row === null ? null : { userKey: row.userKey, source: row.source };
    },
    async allow(allowed) {
      for (const each of allowed) keepReportable(reportables, { ...each, source: 'notice' }, database.now());
    },
    async use(digest) {
      const row = unused(digest);
      if (row !== null) reportables.set(digest, { ...row, used: true });
      return row !== null;
    },
  };
}

export function keepReportable(
  reportables: Rows<TokenDigest, ReportableRow>,
  { digest, userKey, lifeMs, source }: NewReportable & Pick<Reportable, 'source'>,
  now: Instant,
): void {
  reportables.set(digest, { digest, userKey, source, expiresAt: (now + lifeMs) as Instant, used: false });
  for (const oldest of [...surplus(reportables, MOST)]) reportables.delete(oldest.digest);
}
