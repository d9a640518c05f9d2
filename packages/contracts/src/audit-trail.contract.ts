import assert from 'node:assert/strict';
import type { AuditEvent, ClientAddress, Instant, LetterId, UserKey } from '@rekey/domain';
import { type Contract, promised } from './contract.ts';
import { HOUR, MINUTE } from './sample-rows.ts';
import { assertNear } from './store-steps.ts';
import type { StoreUnderTest, StoreWish } from './store-under-test.ts';

const jane = { userKey: '17' as UserKey, username: 'jane\u2028.dœ \u{1F511}' };
const changed = { ...jane, address: '192.0.2.1' as ClientAddress, reason: null };
const asked = {
  username: "jane';--",
  address: '192.0.2.1' as ClientAddress,
  letterId: '9007199254740' as LetterId,
  requestedAt: Date.UTC(2026, 10, 22) as Instant,
};

const EVENTS: readonly AuditEvent[] = [
  { kind: 'link-issued', ...jane },
  { kind: 'password-changed', ...changed, address: '2001:db8::1' as ClientAddress, letterId: '9' as LetterId },
  { kind: 'password-changed', ...changed, letterId: null, reason: 'breach check unavailable' },
  { kind: 'tokens-revoked', ...jane, count: 3 },
  { kind: 'all-tokens-revoked', count: 0 },
  { kind: 'not-me', ...jane, address: asked.address, source: 'notice', count: 2 },
  { kind: 'letter-sent', letterKind: 'reset', ...asked, userKey: jane.userKey, reason: null },
  { kind: 'letter-skipped', letterKind: 'reset', ...asked, userKey: null, reason: 'unknown user' },
  { kind: 'letter-dead', letterKind: 'notice', ...asked, ...jane, address: null, reason: '550 no' },
];

async function recorded(store: StoreUnderTest): Promise<readonly AuditEvent[]> {
  return (await store.outside.readAudit()).map(({ event }) => event);
}

/** What every `AuditTrail` keeps. */
export const auditTrailContract: Contract<StoreUnderTest, StoreWish> = {
  name: 'AuditTrail',
  promises: [
    promised('keeps every kind of event as it was recorded, oldest first', async (store) => {
      for (const event of EVENTS) await store.units.run((unit) => unit.audit.record([event]));
      assert.deepEqual(await recorded(store), EVENTS);
    }),
    promised('keeps several events in their order, told at once or one after another', async (store) => {
      const [first, ...rest] = EVENTS as readonly [AuditEvent, ...AuditEvent[]];
      await store.units.run(async (unit) => {
        await unit.audit.record([first]);
        await unit.audit.record([]);
        await unit.audit.record(rest);
      });
      assert.deepEqual(await recorded(store), EVENTS);
    }),
    promised("gives an event the time of the store's clock", async (store) => {
      await store.outside.advance(48 * HOUR);
      for (const event of EVENTS.slice(0, 2)) {
        await store.outside.advance(10 * MINUTE);
        await store.units.run((unit) => unit.audit.record([event]));
        assertNear((await store.outside.readAudit()).at(-1)?.at ?? null, await store.outside.now());
      }
    }),
    promised('drops the event with the unit that recorded it', async (store) => {
      const [kept, dropped] = EVENTS as readonly [AuditEvent, AuditEvent];
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
