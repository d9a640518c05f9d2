import assert from 'node:assert/strict';
import type { AuditEvent } from '@rekey/domain/values';
import { AUDIT_EVENTS } from './audit-events.ts';
import { type Contract, promised } from './contract.ts';
import { HOUR, MINUTE } from './sample-rows.ts';
import { assertNear } from './store-steps.ts';
import type { StoreOptions, StoreUnderTest } from './store-under-test.ts';

async function recorded(store: StoreUnderTest): Promise<readonly AuditEvent[]> {
  return (await store.outside.readAudit()).map(({ event }) => event);
}

/** What every `AuditWriter` keeps. */
export const auditWriterContract: Contract<StoreUnderTest, StoreOptions> = {
  name: 'AuditWriter',
  promises: [
    promised('keeps every kind of event as it was recorded, oldest first', async (store) => {
      for (const event of AUDIT_EVENTS) await store.units.run((unit) => unit.audit.record([event]));
      assert.deepEqual(await recorded(store), AUDIT_EVENTS);
    }),
    promised('keeps several events in their order, told at once or one after another', async (store) => {
      const [first, ...rest] = AUDIT_EVENTS as readonly [AuditEvent, ...AuditEvent[]];
      await store.units.run(async (unit) => {
        await unit.audit.record([first]);
        await unit.audit.record([]);
        await unit.audit.record(rest);
      });
      assert.deepEqual(await recorded(store), AUDIT_EVENTS);
    }),
    promised("gives an event the time of the store's clock", async (store) => {
      await store.outside.advance(48 * HOUR);
      for (const event of AUDIT_EVENTS.slice(0, 2)) {
        await store.outside.advance(10 * MINUTE);
        await store.units.run((unit) => unit.audit.record([event]));
        assertNear((await store.outside.readAudit()).at(-1)?.at ?? null, await store.outside.now());
      }
    }),
    promised('drops the event with the unit that recorded it', async (store) => {
      const [kept, dropped] = AUDIT_EVENTS as readonly [AuditEvent, AuditEvent];
      await store.units.run((unit) => unit.audit.record([kept]));
      const failing = store.units.run(async (unit) => {
        await unit.audit.record([dropped]);
        throw new Error('the deed failed');
      });
      await assert.rejects(failing);
      assert.deepEqual(await recorded(store), [kept]);
    }),
  ],
};
