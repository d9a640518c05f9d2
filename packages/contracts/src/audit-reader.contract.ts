import assert from 'node:assert/strict';
import type { AuditFilter } from '@rekey/domain/ports';
import { type AuditEvent, type AuditView, auditViewOf, type Instant } from '@rekey/domain/values';
import { AUDIT_EVENTS, JANE_IN_EVENTS as jane } from './audit-events.ts';
import { type Contract, promised } from './contract.ts';
import { HOUR } from './sample-rows.ts';
import { assertNear } from './store-steps.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

const timeless = (views: readonly AuditView[]) => views.map((view) => ({ ...view, at: 0 as Instant }));
const viewsOf = (events: readonly AuditEvent[]) => events.map((event) => auditViewOf(0 as Instant, event));

async function assertListed(store: StoreUnderTest, filter: AuditFilter, events: readonly AuditEvent[]): Promise<void> {
  assert.deepEqual(timeless(await store.auditReader.list(filter)), viewsOf(events));
}

const recordAll = (store: StoreUnderTest) => store.units.run((unit) => unit.audit.record(AUDIT_EVENTS));
const newestFirst = [...AUDIT_EVENTS].reverse();

/** What every `AuditReader` keeps. */
export const auditReaderContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'AuditReader',
  promises: [
    promised('shows every kind of event as it was recorded, newest first', async (store) => {
      assert.deepEqual(await store.auditReader.list({ limit: 100 }), []);
      await recordAll(store);
      await assertListed(store, { limit: 100 }, newestFirst);
    }),
    promised('shows the newest ones where there are more than the limit', async (store) => {
      await recordAll(store);
      await assertListed(store, { limit: 2 }, newestFirst.slice(0, 2));
    }),
    promised('shows what tells of one name, or of one user under whatever name', async (store) => {
      await recordAll(store);
      const { username, userKey } = jane;
      const named = newestFirst.filter((event) => 'username' in event && event.username === username);
      const hers = newestFirst.filter((event) => 'userKey' in event && event.userKey === userKey);
      assert.ok(hers.length > named.length, 'some of it was under another name');
      await assertListed(store, { limit: 100, of: { username, userKey: null } }, named);
      await assertListed(store, { limit: 100, of: { username, userKey } }, hers);
      await assertListed(store, { limit: 1, of: { username, userKey } }, hers.slice(0, 1));
      await assertListed(store, { limit: 100, of: { username: username.toUpperCase(), userKey: null } }, []);
    }),
    promised("tells the time of the store's clock at which an event was recorded", async (store) => {
      await store.outside.advance(48 * HOUR);
      await store.units.run((unit) => unit.audit.record(AUDIT_EVENTS.slice(0, 1)));
      const recordedAt = await store.outside.now();
      await store.outside.advance(HOUR);
      assertNear((await store.auditReader.list({ limit: 1 }))[0]?.at ?? null, recordedAt);
    }),
    promised('waits for no unit, and shows of it what is committed', async (store) => {
      const seen = await store.units.run(async (unit) => {
        await unit.audit.record(AUDIT_EVENTS);
        return store.auditReader.list({ limit: 100 });
      });
      assert.deepEqual(seen, []);
      await assertListed(store, { limit: 100 }, newestFirst);
    }),
    promised('shows nothing of a unit that was rolled back', async (store) => {
      const failing = store.units.run(async (unit) => {
        await unit.audit.record(AUDIT_EVENTS);
        throw new Error('no');
      });
      await assert.rejects(failing);
      await assertListed(store, { limit: 100 }, []);
    }),
  ],
};
