import Hapi from '@hapi/hapi';
import { describe, expect, it } from 'vitest';
import { isProbe, probesPlugin } from './probes-plugin.ts';
import type { Missing } from './readiness.ts';

async function openServer(missing: Missing = null) {
  const server = Hapi.server();
  await server.register({ plugin: probesPlugin, options: { readiness: async () => missing } });
  return server;
}

describe('probesPlugin', () => {
  it.each(['/healthz', '/readyz'])('answers %s with 200 and ok', async (url) => {
    const { statusCode, payload, headers } = await (await openServer()).inject(url);
    expect([statusCode, payload]).toEqual([200, '{"status":"ok"}']);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each(['database', 'schema', 'draining'] as const)('answers 503 and one word without %s', async (missing) => {
    const server = await openServer(missing);
    const { statusCode, payload } = await server.inject('/readyz');
    expect([statusCode, payload]).toEqual([503, `{"status":"${missing}"}`]);
    expect((await server.inject('/healthz')).statusCode).toBe(200);
  });

  it('takes HEAD, and no other spelling of a path', async () => {
    const server = await openServer();
    const { statusCode, payload } = await server.inject({ method: 'HEAD', url: '/readyz' });
    expect([statusCode, payload]).toEqual([200, '']);
    for (const url of ['/readyz/', '/Readyz', '//readyz', '/read%79z', '/x/../readyz']) {
      expect((await server.inject(url)).statusCode).toBe(404);
    }
  });

  it('tells those who log which requests are probes', async () => {
    const server = await openServer();
    server.route({ method: 'GET', path: '/', handler: () => '' });
    const heard: boolean[] = [];
    server.events.on('response', (request) => void heard.push(isProbe(request)));
    for (const url of ['/healthz', '/readyz', '/', '/nowhere']) await server.inject(url);
    expect(heard).toEqual([true, true, false, false]);
  });
});
