import { type Instant, Overloaded, type Unit } from '@rekey/domain';
import { auditTrailContract } from '../audit-trail.contract.ts';
import type { StoreUnderTest, StoreWish } from '../store-under-test.ts';
import { unitOfWorkContract } from '../unit-of-work.contract.ts';
import { alteredUnit, withAfterlife } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreWish>;

const brokenTransactions: readonly Broken[] = [
  {
    name: 'a unit that commits what was done before the throw',
    contract: unitOfWorkContract,
    sentence: 'leaves nothing of a unit whose work throws, and throws the very same',
    breakIt: (store) => ({
      ...store,
      units: {
        run: async (work) => {
          const ended = await store.units.run(async (unit) => {
            const [settled] = await Promise.allSettled([work(unit)]);
            return settled;
          });
          if (ended.status === 'rejected') throw ended.reason;
          return ended.value;
        },
      },
    }),
  },
  {
    name: 'a unit that is busy in words of its own',
    contract: unitOfWorkContract,
    sentence: 'refuses a unit that waits too long with Overloaded, before its work begins, and takes the next',
    breakIt: (store) => ({
      ...store,
      units: {
        run: (work) =>
          store.units.run(work).catch((fault: unknown) => {
            throw fault instanceof Overloaded ? new Error('no turn for a transaction') : fault;
          }),
      },
    }),
  },
  {
    name: 'a unit that is refused when its work has begun',
    contract: unitOfWorkContract,
    sentence: 'refuses a unit that waits too long with Overloaded, before its work begins, and takes the next',
    breakIt: (store) => ({
      ...store,
      units: {
        run: async (work) => {
          const answer = work({} as Unit);
          await store.units.run(async () => void (await answer));
          return answer;
        },
      },
    }),
  },
  {
    name: 'a unit that wraps what was thrown',
    contract: unitOfWorkContract,
    sentence: 'throws what is thrown before anything was touched, also when it is no Error',
    breakIt: (store) => ({
      ...store,
      units: {
        run: (work) =>
          store.units.run(work).catch((cause: unknown) => {
            throw new Error('the transaction failed', { cause });
          }),
      },
    }),
  },
];

const brokenAudits: readonly Broken[] = [
  {
    name: 'a trail without a place for some kind of event',
    contract: auditTrailContract,
    sentence: 'keeps every kind of event as it was recorded, oldest first',
    breakIt: (store) =>
      alteredUnit(store, ({ audit }) => ({
        audit: { record: (events) => audit.record(events.filter(({ kind }) => kind !== 'user-removed')) },
      })),
  },
  {
    name: "a trail with the time of the caller's clock",
    contract: auditTrailContract,
    sentence: "gives an event the time of the store's clock",
    breakIt: (store) => {
      const readAudit = async () =>
        (await store.outside.readAudit()).map((entry) => ({ ...entry, at: Date.now() as Instant }));
      return { ...store, outside: { ...store.outside, readAudit } };
    },
  },
  {
    name: 'a trail that keeps the first of several events',
    contract: auditTrailContract,
    sentence: 'keeps several events in their order, told at once or one after another',
    breakIt: (store) =>
      alteredUnit(store, ({ audit }) => ({ audit: { record: (events) => audit.record(events.slice(0, 1)) } })),
  },
  {
    name: 'an event that outlives its deed',
    contract: auditTrailContract,
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

export const brokenUnits: readonly Broken[] = [...brokenTransactions, ...brokenAudits];
