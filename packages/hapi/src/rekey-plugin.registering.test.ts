import Hapi from '@hapi/hapi';
import { ask, row, sendRaw } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { API, accept, LOCATION, listen, optionsWith, startServer } from '../test/server-under-test.ts';
import { rekeyPlugin } from './rekey-plugin.ts';

const FORGOT = `${API}/forgot-password.json?username=jane.doe`;

describe('rekeyPlugin, once registered,', () => {
  it('sends the same few headers with every answer', async () => {
    const port = await startServer({ requestReset: accept });
    for (const target of [FORGOT, FORGOT.replace('=', '[]='), `${API}/validate-token.json`, `${API}/get.json`]) {
      const { headers } = await ask(port, 'GET', target, {
        Origin: 'https://evil.example',
        Range: 'bytes=0-3',
        'Accept-Encoding': 'gzip',
        Cookie: 'not a cookie; =; a="',
      });
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const others = [...headers.keys()].filter((name) => name !== 'location' && name !== 'www-authenticate');
      expect(others.sort()).toEqual([
        'cache-control',
        'connection',
        'content-length',
        'content-type',
        'date',
        'x-content-type-options',
      ]);
    }
  });

  it('answers keep-alive requests one after the other on one connection', async () => {
    const port = await startServer({ requestReset: accept });
    const first = `POST ${FORGOT} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}`;
    const { status, body } = await sendRaw(
      port,
      first,
      `GET ${FORGOT} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect(status).toBe(405);
    expect(body).toMatch(/^\{"message":"Method not allowed"\}HTTP\/1.1 200 OK\r\n.+\{"message":"OK"\}$/s);
  });

  it('serves any prefix, twice if need be, and never puts it into Location', async () => {
    const server = Hapi.server();
    const options = optionsWith({ requestReset: accept });
    await server.register({ plugin: rekeyPlugin, options }, { routes: { prefix: '/studio' } });
    await server.register({ plugin: rekeyPlugin, options }, { routes: { prefix: '/t/{tenant}' } });
    const port = await listen(server);
    for (const prefix of ['/studio', '/t/acme']) {
      expect(row(await ask(port, 'GET', prefix + FORGOT))).toMatchObject({
        status: 200,
        location: `${LOCATION}jane.doe`,
      });
      expect((await ask(port, 'HEAD', prefix + FORGOT)).status).toBe(405);
    }
    expect((await ask(port, 'GET', FORGOT)).status).toBe(404);
    expect((await ask(port, 'GET', `/Studio${FORGOT}`)).status).toBe(404);
  });

  it('ignores a trailing slash of the public URL', async () => {
    const port = await startServer({ requestReset: accept, publicUrl: 'http://localhost:3000/' });
    const { headers } = await ask(port, 'GET', FORGOT);
    expect(headers.get('location')).toBe(`http://localhost:3000${API}/get.json?username=jane.doe`);
  });

  it('refuses to register with wrong options', async () => {
    const options = optionsWith({ operatorToken: '' });
    await expect(Hapi.server().register({ plugin: rekeyPlugin, options })).rejects.toThrow('"operatorToken" must be');
  });
});
