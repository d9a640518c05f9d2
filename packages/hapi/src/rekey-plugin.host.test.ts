import Hapi from '@hapi/hapi';
import { ask, post, row } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { API, accept, LOCATION, startServer } from '../test/server-under-test.ts';

const FORGOT = `${API}/forgot-password.json?username=jane.doe`;
const SET = `${API}/set-password.json`;
const JSON_TYPE = { 'Content-Type': 'application/json' };
const GOOD = '{"token":"t","new":"n"}';

describe('rekeyPlugin on a server with routes of its own', () => {
  /** A host with every default that could get in the way. */
  async function startHost() {
    const server = Hapi.server({
      compression: { minBytes: 1 },
      query: { parser: () => ({ username: 'root' }) },
      routes: {
        cors: { origin: ['*'], credentials: true },
        json: { space: 4, suffix: '!' },
        payload: { maxBytes: 5, allow: 'text/plain' },
        state: { failAction: 'error' },
        validate: { headers: () => Promise.reject(new Error('host headers')), failAction: 'error' },
      },
    });
    server.auth.scheme('nobody', () => ({ authenticate: () => Promise.reject(new Error('nobody may')) }));
    server.auth.strategy('nobody', 'nobody');
    server.auth.default('nobody');
    server.state('session', { strictHeader: true, autoValue: () => 'x' });
    const open = { auth: false, validate: { headers: true } } as const;
    server.route([
      { method: 'GET', path: '/{any*}', options: open, handler: (request) => ({ get: request.path }) },
      {
        method: 'POST',
        path: '/{any*}',
        options: { ...open, payload: { allow: 'text/plain' } },
        handler: () => 'posted',
      },
      { method: '*', path: '/{any*}', options: open, handler: () => 'any' },
    ]);
    return startServer({ requestReset: accept, setPassword: async () => ({ kind: 'bad-token' }) }, server);
  }

  it('answers its own paths as ever', async () => {
    const port = await startHost();
    const answer = await ask(port, 'GET', FORGOT, { Origin: 'https://evil.example', Cookie: 'a="' });
    expect(row(answer)).toEqual({ status: 200, location: `${LOCATION}jane.doe`, body: '{"message":"OK"}' });
    expect([...answer.headers.keys()].filter((name) => /^access-control|cookie|vary/.test(name))).toEqual(['vary']);
    expect(row(await post(port, SET, GOOD, JSON_TYPE))).toMatchObject({
      status: 401,
      body: '{"message":"Unauthorized"}',
    });
    const preflight = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' };
    for (const verb of ['OPTIONS', 'HEAD', 'PUT']) {
      const { status, headers } = await ask(port, verb, SET, preflight);
      expect([verb, status, headers.get('access-control-allow-origin')]).toEqual([verb, 405, undefined]);
    }
    expect((await ask(port, 'POST', FORGOT)).status).toBe(405);
  });

  it('leaves every other path to the host', async () => {
    const port = await startHost();
    const other = await ask(port, 'GET', '/a/./b');
    expect([other.status, other.body]).toEqual([200, '{\n    "get": "/a/b"\n}!']);
    expect(other.headers.get('cache-control')).toBe('no-cache');
    expect((await post(port, '/x', 'hello', { 'Content-Type': 'text/plain' })).body).toBe('posted');
    expect((await post(port, '/x', 'too long', { 'Content-Type': 'text/plain' })).status).toBe(413);
    expect((await ask(port, 'HEAD', '/x')).status).toBe(200);
    expect((await ask(port, 'GET', `${API}/`)).body).toContain('"get"');
  });
});
