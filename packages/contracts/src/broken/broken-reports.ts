import type { ReportsInUnit } from '@rekey/domain/ports';
import type { TokenDigest } from '@rekey/domain/values';
import { lettersInUnitContract } from '../letters-in-unit.contract.ts';
import { reportsInUnitContract } from '../reports-in-unit.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import { alteredUnit, withAfterlife } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

function altered(store: StoreUnderTest, alter: (reports: ReportsInUnit) => Partial<ReportsInUnit>): StoreUnderTest {
  return alteredUnit(store, ({ reports }) => ({ reports: { ...reports, ...alter(reports) } }));
}

export const brokenReports: readonly BrokenAdapter<StoreUnderTest, StoreOptions>[] = [
  {
    name: 'a report that only a live token may make',
    contract: reportsInUnitContract,
    sentence: 'finds whose account a token speaks for, live or over',
    breakIt: (store) =>
      alteredUnit(store, ({ reports, tokens }) => ({
        reports: {
          ...reports,
          find: async (digest) => ((await tokens.inspect(digest)) === null ? null : reports.find(digest)),
        },
      })),
  },
  {
    name: 'reports that confuse notices with links',
    contract: reportsInUnitContract,
    sentence: 'finds whose account a notice speaks for',
    breakIt: (store) =>
      altered(store, ({ find }) => ({
        find: async (digest) => {
          const found = await find(digest);
          return found && { ...found, source: 'link' };
        },
      })),
  },
  {
    name: 'a notice that is kept as a live token',
    contract: reportsInUnitContract,
    sentence: 'makes no token of a notice',
    breakIt: (store) =>
      alteredUnit(store, ({ reports, tokens, users }) => ({
        reports: {
          ...reports,
          allow: async (allowed) => {
            for (const { digest, userKey, lifeMs } of allowed) {
              const user = await users.hold({ key: userKey });
              if (user === null) continue;
              await tokens.issue([{ digest, userKey, revision: user.revision, letterId: null, lifeMs }], 3);
            }
          },
        },
      })),
  },
  {
    name: 'reports that make somebody up',
    contract: reportsInUnitContract,
    sentence: 'answers null for what is unknown, withdrawn or purged',
    breakIt: (store) =>
      altered(store, ({ find }) => ({
        find: async (digest) => (await find(digest)) ?? { userKey: 'somebody' as never, source: 'link' },
      })),
  },
  {
    name: 'a report that can be made again',
    contract: reportsInUnitContract,
    sentence: 'lets exactly one of eight callers use a digest, and finds it no more',
    breakIt: (store) => {
      const used = new Set<TokenDigest>();
      return altered(store, ({ use }) => ({
        use: async (digest) => {
          if (await use(digest)) used.add(digest);
          return used.has(digest);
        },
      }));
    },
  },
  {
    name: 'a report that ends the token, as a scanner would see it',
    contract: reportsInUnitContract,
    sentence: 'leaves the token as it is when its report is used',
    breakIt: (store) =>
      alteredUnit(store, ({ reports, tokens }) => ({
        reports: {
          ...reports,
          use: async (digest) => {
            const used = await reports.use(digest);
            await tokens.withdraw([digest]);
            return used;
          },
        },
      })),
  },
  {
    name: 'reports that outlive their unit',
    contract: reportsInUnitContract,
    sentence: 'takes back with its unit what was allowed and used',
    breakIt: (store) =>
      withAfterlife(store, ({ reports }, afterRollback) => ({
        reports: {
          ...reports,
          allow: async (allowed) => {
            await reports.allow(allowed);
            afterRollback((unit) => unit.reports.allow(allowed));
          },
        },
      })),
  },
  {
    name: 'a report that leaves held letters to their courier',
    contract: lettersInUnitContract,
    sentence: 'closes a letter that a courier holds, and lets that courier write no more',
    breakIt: (store) => alteredUnit(store, ({ letters }) => ({ letters: { ...letters, closeFor: async () => 1 } })),
  },
];
