import Hapi from '@hapi/hapi';
import { ask, row, sendRaw } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { API, accept, startServer } from '../test/server-under-test.ts';

const ROUTES = [
  { path: `${API}/forgot-password.json`, verb: 'GET' },
  { path: `${API}/set-password.json`, verb: 'POST' },
  { path: `${API}/validate-token.json`, verb: 'GET' },
  { path: `${API}/get.json`, verb: 'GET' },
];
const SET = `${API}/set-password.json`;

describe('rekeyPlugin', () => {
  it.each(ROUTES)('answers every verb but $verb on $path with 405', async ({ path, verb: allowed }) => {
    const port = await startServer({});
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE', 'M-SEARCH'];
    for (const verb of others.filter((other) => other !== allowed)) {
      const answer = await ask(port, verb, `${path}?username=jane.doe&token=t`);
      expect([verb, row(answer)]).toEqual([
        verb,
        { status: 405, location: undefined, body: '{"message":"Method not allowed"}' },
      ]);
      expect(answer.headers.get('allow')).toBe(allowed);
    }
  });

  it.each(ROUTES)('answers HEAD on $path with 405 and runs nothing', async ({ path, verb }) => {
    const port = await startServer({});
    const answer = await ask(port, 'HEAD', `${path}?username=jane.doe&token=t`);
    expect(row(answer)).toEqual({ status: 405, location: undefined, body: '' });
    expect(answer.headers.get('allow')).toBe(verb);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('answers 405 to a wrong verb with a body, however the body is', async () => {
    const port = await startServer({ bodyDeadlineMs: 50 });
    const put = (length: number, body: string) =>
      sendRaw(port, `PUT ${SET} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`, body);
    for (const answer of [await put(5, 'hello'), await put(500_000, 'x'.repeat(500_000)), await put(9, 'slow')]) {
      expect(row(answer)).toEqual({ status: 405, location: undefined, body: '{"message":"Method not allowed"}' });
    }
  });

  it.each([
    `//${API.slice(1)}/forgot-password.json`,
    `${API}//forgot-password.json`,
    `${API}/./forgot-password.json`,
    `${API}/x/../forgot-password.json`,
    `/api/1/services/../services/api/1/user/forgot-password.json`,
    `/x/..${API}/forgot-password.json`,
    `/.${API}/forgot-password.json`,
    `http://evil.example/x/..${API}/forgot-password.json`,
    `${API}/forgot%2Dpassword.json`,
    `${API}/forgot-password%2Ejson`,
    `${API}/%66orgot-password.json`,
    `${API}/forgot-password.json/`,
    `${API}/forgot-password.json%20`,
    `${API}/forgot-password.json;x=1`,
    `${API}/Forgot-Password.json`,
    `${API.toUpperCase()}/forgot-password.json`,
    `http://evil.example${API}/./forgot-password.json`,
    `http://evil.example/${API.slice(1).replaceAll('/', '\\')}/forgot-password.json`,
    `http://evil.example${API}/forgot%2Dpassword.json`,
  ])('does not take %s for one of its paths', async (path) => {
    const port = await startServer({ requestReset: accept });
    expect((await ask(port, 'GET', `${path}?username=jane.doe`)).status).toBe(404);
    const tolerant = Hapi.server({ router: { isCaseSensitive: false, stripTrailingSlash: true } });
    const tolerantPort = await startServer({ requestReset: accept }, tolerant);
    if (path !== `${API.toUpperCase()}/forgot-password.json`) {
      expect((await ask(tolerantPort, 'GET', `${path}?username=jane.doe`)).status).toBe(404);
    }
  });

  it('says in its own shape that a normalised path is not found', async () => {
    const port = await startServer({ requestReset: accept });
    const answer = await ask(port, 'GET', `${API}/./forgot-password.json?username=jane.doe`);
    expect(row(answer)).toEqual({ status: 404, location: undefined, body: '{"message":"Not found"}' });
  });
});
