import Hapi from '@hapi/hapi';
import { ask, post, row } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { API, listen, startServer } from '../test/server-under-test.ts';
import { notFoundPlugin } from './not-found-plugin.ts';

async function startOwnServer() {
  const server = Hapi.server();
  await server.register(notFoundPlugin);
  server.route([
    { method: 'GET', path: '/reset-password', handler: () => '<html></html>' },
    { method: 'GET', path: '/broken', handler: () => Promise.reject(new Error('broken')) },
    { method: 'GET', path: '/page/{name}', handler: () => 'page' },
  ]);
  return startServer({}, server);
}

const NOT_FOUND = { status: 404, location: undefined, body: '{"message":"Not found"}' };

describe('notFoundPlugin', () => {
  it.each([
    '/',
    '/nowhere',
    '//',
    '*',
    'http://[broken/',
    '/%zz',
    '/page/%zz',
    '/page/%FF',
    '/../../etc/passwd',
    '/reset-password/',
    '/Reset-Password',
    `${API}/forgot-password.json/?username=jane.doe`,
    `${API}//forgot-password.json?username=jane.doe`,
    `${API}/FORGOT-PASSWORD.json?username=jane.doe`,
    `${API}/forgot%2Dpassword.json?username=jane.doe`,
    `${API}/./forgot-password.json?username=jane.doe`,
  ])('answers %s with 404 in the contract’s shape', async (target) => {
    const answer = await ask(await startOwnServer(), 'GET', target);
    expect(row(answer)).toEqual(NOT_FOUND);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('answers unknown paths alike for every verb', async () => {
    const port = await startOwnServer();
    for (const verb of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      expect(row(await ask(port, verb, '/nowhere'))).toEqual(NOT_FOUND);
    }
    expect(row(await ask(port, 'HEAD', '/nowhere'))).toEqual({ ...NOT_FOUND, body: '' });
    expect(row(await post(port, '/nowhere', 'x'.repeat(100_000), {}))).toEqual(NOT_FOUND);
  });

  it('leaves answers and errors of known routes alone', async () => {
    const port = await startOwnServer();
    expect((await ask(port, 'GET', '/reset-password')).body).toBe('<html></html>');
    expect((await ask(port, 'GET', '/broken')).body).toContain('"statusCode":500');
  });

  it('says that an overloaded server is unavailable, not that a path is unknown', async () => {
    const server = Hapi.server({ load: { sampleInterval: 1, maxHeapUsedBytes: 1 } });
    await server.register(notFoundPlugin);
    const port = await listen(server);
    await expect.poll(async () => (await ask(port, 'GET', '/nowhere')).status).toBe(503);
    const answer = await ask(port, 'GET', '/nowhere');
    expect(row(answer)).toEqual({ status: 503, location: undefined, body: '{"message":"Service unavailable"}' });
    expect(answer.headers.get('retry-after')).toBe('5');
  });
});
