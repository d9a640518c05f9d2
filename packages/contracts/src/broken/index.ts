import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import type { BrokenAdapter } from './broken-adapter.ts';
import { brokenAuditReaders } from './broken-audit-readers.ts';
import { brokenAuditWriters } from './broken-audit-writers.ts';
import { brokenBacklogs } from './broken-backlogs.ts';
import { brokenDirectories } from './broken-directories.ts';
import { brokenHousekeeping } from './broken-housekeeping.ts';
import { brokenReports } from './broken-reports.ts';
import { brokenRevisions } from './broken-revisions.ts';
import { brokenSessions } from './broken-sessions.ts';
import { brokenTokenStores } from './broken-token-stores.ts';
import { brokenTokensInUnit } from './broken-tokens-in-unit.ts';
import { brokenUnits } from './broken-units.ts';
import { brokenUsersInUnit } from './broken-users-in-unit.ts';
import { brokenClaims } from './letters/claim.ts';
import { brokenCloses } from './letters/close.ts';
import { brokenHandOvers } from './letters/hand-over.ts';
import { brokenFolds } from './letters/intake-fold.ts';
import { brokenRounds } from './letters/intake-rounds.ts';
import { brokenLists } from './letters/list.ts';
import { brokenPosts } from './letters/post.ts';
import { brokenRetries } from './letters/retry.ts';
import { brokenSettlements } from './letters/settle.ts';
import { brokenFences } from './letters/settle-fence.ts';

export type { BrokenAdapter } from './broken-adapter.ts';
export { brokenBlocklists } from './broken-blocklists.ts';
export { brokenBreaches } from './broken-breaches.ts';
export { brokenClocks } from './broken-clocks.ts';
export { brokenHashers } from './broken-hashers.ts';
export { brokenLimiters } from './broken-limiters.ts';
export { brokenMailers } from './broken-mailers.ts';
export { brokenTokenSources } from './broken-token-sources.ts';

export const brokenStores: readonly BrokenAdapter<StoreUnderTest, StoreOptions>[] = [
  ...brokenDirectories,
  ...brokenRevisions,
  ...brokenUsersInUnit,
  ...brokenTokenStores,
  ...brokenTokensInUnit,
  ...brokenSessions,
  ...brokenReports,
  ...brokenPosts,
  ...brokenFolds,
  ...brokenRounds,
  ...brokenClaims,
  ...brokenLists,
  ...brokenHandOvers,
  ...brokenSettlements,
  ...brokenFences,
  ...brokenCloses,
  ...brokenRetries,
  ...brokenUnits,
  ...brokenAuditWriters,
  ...brokenAuditReaders,
  ...brokenHousekeeping,
  ...brokenBacklogs,
];
