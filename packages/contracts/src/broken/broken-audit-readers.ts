import type { AuditFilter } from '@rekey/domain/ports';
import { type AuditEvent, type AuditView, auditViewOf } from '@rekey/domain/values';
import { auditReaderContract } from '../audit-reader.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import { alteredUnit } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

type List = (filter: AuditFilter) => Promise<readonly AuditView[]>;

const withList = (store: StoreUnderTest, alter: (list: List) => List): StoreUnderTest => ({
  ...store,
  auditReader: { list: alter(store.auditReader.list) },
});

export const brokenAuditReaders: readonly BrokenAdapter<StoreUnderTest, StoreOptions>[] = [
  {
    name: 'a log that begins with the oldest',
    contract: auditReaderContract,
    sentence: 'shows the newest ones where there are more than the limit',
    breakIt: (store) =>
      withList(store, (list) => async (filter) => {
        const all = await list({ ...filter, limit: 1_000 });
        return [...all].reverse().slice(0, filter.limit);
      }),
  },
  {
    name: 'a log that finds names only',
    contract: auditReaderContract,
    sentence: 'shows what tells of one name, or of one user under whatever name',
    breakIt: (store) =>
      withList(
        store,
        (list) =>
          ({ of, ...filter }) =>
            list({ ...filter, ...(of && { of: { ...of, userKey: null } }) }),
      ),
  },
  {
    name: 'a log that forgets why',
    contract: auditReaderContract,
    sentence: 'shows every kind of event as it was recorded, newest first',
    breakIt: (store) =>
      withList(store, (list) => async (filter) => (await list(filter)).map((view) => ({ ...view, reason: null }))),
  },
  {
    name: 'a log that tells when it was looked at',
    contract: auditReaderContract,
    sentence: "tells the time of the store's clock at which an event was recorded",
    breakIt: (store) =>
      withList(store, (list) => async (filter) => {
        const at = await store.outside.now();
        return (await list(filter)).map((view) => ({ ...view, at }));
      }),
  },
  {
    name: 'a log that shows what a unit is about to commit',
    contract: auditReaderContract,
    sentence: 'waits for no unit, and shows of it what is committed',
    breakIt: (store) => {
      let open: readonly AuditEvent[] = [];
      const recording = alteredUnit(store, ({ audit }) => ({
        audit: {
          record: (events) => {
            open = events;
            return audit.record(events);
          },
        },
      }));
      const run: typeof store.units.run = (work) =>
        recording.units.run(work).finally(() => {
          open = [];
        });
      const reading = withList(store, (list) => async (filter) => {
        const now = await store.outside.now();
        return [...open.map((event) => auditViewOf(now, event)), ...(await list(filter))];
      });
      return { ...reading, units: { run } };
    },
  },
];
