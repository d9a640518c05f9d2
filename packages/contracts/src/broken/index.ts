import type { StoreUnderTest, StoreWish } from '../store-under-test.ts';
import type { BrokenAdapter } from './broken-adapter.ts';
import { brokenAuditLogs } from './broken-audit-logs.ts';
import { brokenLetterBoxes } from './broken-letter-boxes.ts';
import { brokenReports } from './broken-reports.ts';
import { brokenSessions } from './broken-sessions.ts';
import { brokenTokens } from './broken-tokens.ts';
import { brokenUnits } from './broken-units.ts';
import { brokenUpkeep } from './broken-upkeep.ts';
import { brokenUsers } from './broken-users.ts';

export type { BrokenAdapter } from './broken-adapter.ts';
export { brokenBreaches } from './broken-breaches.ts';
export { brokenBlocklists, brokenClocks, brokenLimiters } from './broken-gates.ts';
export { brokenMailers } from './broken-mailers.ts';
export { brokenHashers, brokenTokenSources } from './broken-secrets.ts';

export const brokenStores: readonly BrokenAdapter<StoreUnderTest, StoreWish>[] = [
  ...brokenUsers,
  ...brokenTokens,
  ...brokenSessions,
  ...brokenReports,
  ...brokenLetterBoxes,
  ...brokenUnits,
  ...brokenAuditLogs,
  ...brokenUpkeep,
];
