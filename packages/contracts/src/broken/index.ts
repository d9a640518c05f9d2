import type { StoreUnderTest, StoreWish } from '../store-under-test.ts';
import type { BrokenAdapter } from './broken-adapter.ts';
import { brokenAuditLogs } from './broken-audit-logs.ts';
import { brokenDirectories } from './broken-directories.ts';
import { brokenFences } from './broken-fences.ts';
import { brokenFolds } from './broken-folds.ts';
import { brokenHolds } from './broken-holds.ts';
import { brokenLetterBoxes } from './broken-letter-boxes.ts';
import { brokenLetterCounts } from './broken-letter-counts.ts';
import { brokenLettersInUnit } from './broken-letters-in-unit.ts';
import { brokenReports } from './broken-reports.ts';
import { brokenRevisions } from './broken-revisions.ts';
import { brokenSessions } from './broken-sessions.ts';
import { brokenTokenStores } from './broken-token-stores.ts';
import { brokenTokens } from './broken-tokens.ts';
import { brokenUnits } from './broken-units.ts';
import { brokenUpkeep } from './broken-upkeep.ts';

export type { BrokenAdapter } from './broken-adapter.ts';
export { brokenBreaches } from './broken-breaches.ts';
export { brokenBlocklists, brokenClocks, brokenLimiters } from './broken-gates.ts';
export { brokenHashers } from './broken-hashers.ts';
export { brokenMailers } from './broken-mailers.ts';
export { brokenTokenSources } from './broken-token-sources.ts';

export const brokenStores: readonly BrokenAdapter<StoreUnderTest, StoreWish>[] = [
  ...brokenDirectories,
  ...brokenRevisions,
  ...brokenHolds,
  ...brokenTokenStores,
  ...brokenTokens,
  ...brokenSessions,
  ...brokenReports,
  ...brokenLetterBoxes,
  ...brokenFolds,
  ...brokenFences,
  ...brokenLetterCounts,
  ...brokenLettersInUnit,
  ...brokenUnits,
  ...brokenAuditLogs,
  ...brokenUpkeep,
];
