import type { Instant } from '@rekey/domain/values';
import { auditWriterContract } from '../audit-writer.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import { alteredUnit, withAfterlife } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

export const brokenAuditWriters: readonly Broken[] = [
  {
    name: 'a trail without a place for some kind of event',
    contract: auditWriterContract,
    sentence: 'keeps every kind of event as it was recorded, oldest first',
    breakIt: (store) =>
      alteredUnit(store, ({ audit }) => ({
        audit: { record: (events) => audit.record(events.filter(({ kind }) => kind !== 'user-removed')) },
      })),
  },
  {
    name: "a trail with the time of the caller's clock",
    contract: auditWriterContract,
    sentence: "gives an event the time of the store's clock",
    breakIt: (store) => {
      const readAudit = async () =>
        (await store.outside.readAudit()).map((entry) => ({ ...entry, at: Date.now() as Instant }));
      return { ...store, outside: { ...store.outside, readAudit } };
    },
  },
  {
    name: 'a trail that keeps the first of several events',
    contract: auditWriterContract,
    sentence: 'keeps several events in their order, told at once or one after another',
    breakIt: (store) =>
      alteredUnit(store, ({ audit }) => ({ audit: { record: (events) => audit.record(events.slice(0, 1)) } })),
  },
  {
    name: 'an event that outlives its deed',
    contract: auditWriterContract,
    sentence: 'drops the event with the unit that recorded it',
    breakIt: (store) =>
      withAfterlife(store, ({ audit }, afterRollback) => ({
        audit: {
          record: (events) => {
            afterRollback((unit) => unit.audit.record(events));
            return audit.record(events);
          },
        },
      })),
  },
];
