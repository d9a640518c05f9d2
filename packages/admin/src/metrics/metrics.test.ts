import Hapi from '@hapi/hapi';
import { Overloaded } from '@rekey/domain';
import { createMemoryStore } from '@rekey/memory';
import { describe, expect, it } from 'vitest';
import { openAdmin } from '../../test/admin-under-test.ts';
import { countLetters } from './count-letters.ts';
import { countOutcomes, countRequests, createMetrics, renderAll } from './create-metrics.ts';
import { watchStores } from './watch-stores.ts';

const BUSY = { running: 1, waiting: 2, refused: 3 };
const POOL = { used: 1, free: 0, waiting: 0 };

/** The lines of one figure, without the part that says it. */
const linesOf = (text: string, name: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .map((line) => line.slice(name.length).replace(/,?part="server"/, ''));

describe('countRequests', () => {
  it('counts by route and status, and puts all that is unknown under one name', async () => {
    const metrics = createMetrics('server', '1.2.3');
    const server = Hapi.server();
    countRequests(metrics, server);
    server.route({
      method: 'GET',
      path: '/letters/{id}',
      handler: ({ params }, h) => h.response('').code(Number(params['id'])),
    });
    for (const url of ['/letters/200', '/letters/404', '/letters/404?x', '/a', '/b', '/%zz']) await server.inject(url);
    const text = await renderAll(metrics, async () => [])();
    expect(linesOf(text, 'rekey_http_requests_total')).toEqual([
      '{route="/letters/{id}",status="200"} 1',
      '{route="/letters/{id}",status="404"} 2',
      '{route="none",status="404"} 3',
    ]);
    expect(linesOf(text, 'rekey_http_request_duration_seconds_count')).toHaveLength(2);
    expect(linesOf(text, 'rekey_build_info')).toEqual([`{version="1.2.3",node="${process.versions.node}"} 1`]);
  });
});

describe('countOutcomes', () => {
  it('counts what use cases come to, and faults, and passes both on', async () => {
    const metrics = createMetrics('server', '1');
    const observe = countOutcomes(metrics);
    const endings = [
      async () => ({ kind: 'changed' }),
      () => Promise.reject(new Overloaded('full')),
      () => Promise.reject(new Error('no')),
    ];
    for (const ending of endings) await observe('set-password', ending)().catch(() => {});
    const text = await metrics.registry.metrics();
    expect(linesOf(text, 'rekey_outcomes_total')).toEqual([
      '{use_case="set-password",outcome="changed"} 1',
      '{use_case="set-password",outcome="overloaded"} 1',
      '{use_case="set-password",outcome="fault"} 1',
    ]);
  });
});

describe('watchStores', () => {
  it('shows letters, gate and pools as they are', async () => {
    const admin = await openAdmin();
    for (const name of ['a', 'b', 'c']) await admin.ask(name);
    await admin.settleAs('sent', '');
    await admin.settleAs('dead', 'no');
    const metrics = createMetrics('server', '1');
    watchStores(metrics, { backlog: admin.store.backlog, hashes: () => BUSY, pools: () => ({ write: POOL }) });
    const text = await metrics.registry.metrics();
    expect(linesOf(text, 'rekey_letters')).toEqual([
      '{state="pending"} 1',
      '{state="sent"} 1',
      '{state="skipped"} 0',
      '{state="dead"} 1',
    ]);
    expect(linesOf(text, 'rekey_hashes_waiting')).toEqual(['{} 2']);
    expect(linesOf(text, 'rekey_database_connections')).toContain('{pool="write",state="used"} 1');
    expect(linesOf(text, 'rekey_database_up')).toEqual(['{} 1']);
  });

  it('has no figure where the database has none, and asks it once for many who scrape', async () => {
    const { backlog } = createMemoryStore();
    let asked = 0;
    const look = () => {
      asked += 1;
      return Promise.reject(new Error('away'));
    };
    const metrics = createMetrics('server', '1');
    watchStores(metrics, { backlog: { ...backlog, look }, hashes: () => BUSY, pools: () => ({}) });
    const text = (await Promise.all([1, 2, 3].map(() => metrics.registry.metrics())))[0] ?? '';
    expect(linesOf(text, 'rekey_database_up')).toEqual(['{} 0']);
    expect(linesOf(text, 'rekey_letters_due')).toEqual([]);
    expect(asked).toBe(1);
  });
});

describe('countLetters', () => {
  it('counts ends of letters and the time that people waited', async () => {
    const metrics = createMetrics('courier', '1');
    const hear = countLetters(metrics, () => 3_000);
    const letterId = '1' as Parameters<typeof hear>[0]['letterId'];
    const claimed = { kind: 'claimed', letterKind: 'reset', attempts: 1, requestedAt: 1_000 } as unknown as Parameters<
      typeof hear
    >[0];
    hear({ ...claimed, letterId });
    hear({ letterId, kind: 'sent', letterKind: 'reset', attempts: 1 });
    hear({ letterId, kind: 'skipped', reason: 'folded' });
    const text = await renderAll(createMetrics('server', '1'), async () => [await metrics.snapshot()])();
    expect(text).toContain('rekey_mails_total{outcome="sent",part="courier"} 1');
    expect(text).toContain('rekey_mails_total{outcome="skipped",part="courier"} 1');
    expect(text).toContain('rekey_delivery_delay_seconds_sum{part="courier"} 2');
    expect(text.match(/^# TYPE rekey_build_info /gm)).toHaveLength(1);
  });
});
