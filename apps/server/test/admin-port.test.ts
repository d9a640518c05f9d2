import { freePort } from '@rekey/laboratory';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { gone, logged, settingsForTest, startRekey } from './rekey-process.ts';

const TOKEN = 'of-the-admin-port-0123456789';

async function settingsWithAdmin() {
  const port = await freePort();
  const settings = { ...(await settingsForTest()), REKEY_ADMIN_PORT: String(port), REKEY_ADMIN_TOKEN: TOKEN };
  const ask = async (path: string, body?: object, operator = 'desk') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'x-rekey-operator': operator,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return { settings, ask, port };
}

describe('the admin port', () => {
  it('does what the commands do, and the trail of the commands says who did it', async () => {
    const { settings, ask } = await settingsWithAdmin();
    const program = startRekey(settings, 'serve');
    await logged(program, 'the admin port is open');
    await logged(program, 'the courier is at work');
    await startRekey(settings, 'user', 'add', '--username', 'jane').ended;
    await fetch(`${settings.REKEY_PUBLIC_URL}/api/1/services/api/1/user/forgot-password.json?username=jane`);
    const { body } = await ask('/api/letters?username=jane');
    expect(body['letters']).toMatchObject([{ username: 'jane', kind: 'reset' }]);
    const { link } = (await ask('/api/links', { username: 'jane' }, 'help desk 2')).body;
    expect((await ask('/api/tokens/revoke', { username: 'jane' })).body).toEqual({ revoked: 1 });
    const { stdout } = await startRekey(settings, 'audit', '--json', '--username', 'jane').ended;
    const events: Record<string, unknown>[] = JSON.parse(stdout);
    expect(events.filter(({ kind }) => /link|revoked/.test(String(kind)))).toMatchObject([
      { kind: 'tokens-revoked', operator: 'desk' },
      { kind: 'link-issued', operator: 'help desk 2' },
    ]);
    expect(program.stdout()).not.toContain(String(link).slice(-43));
    expect(program.stdout()).not.toContain(TOKEN);
    expect((await program.stop()).code).toBe(0);
  });

  it('describes the routes of the service as it is set, and they are there', async () => {
    const { settings, ask } = await settingsWithAdmin();
    const port = new URL(settings.REKEY_PUBLIC_URL).port;
    const own = { REKEY_PUBLIC_URL: 'https://id.example.com/in/studio', REKEY_BASE_PATH: '/studio' };
    const program = startRekey({ ...settings, ...own, REKEY_CRAFTER_API2: 'on' }, 'serve', '--without-courier');
    await logged(program, 'the admin port is open');
    const described = (await ask('/openapi.json')).body;
    const { valid, errors } = await new Validator().validate(structuredClone(described));
    expect([valid, errors]).toEqual([true, undefined]);
    const paths = described['paths'] as Record<string, { servers?: { url: string }[]; get?: object }>;
    const ofTheService = Object.entries(paths).filter(([path]) => /^\/api\/[12]\//.test(path));
    expect(ofTheService).toHaveLength(7);
    for (const [path, { servers = [], get }] of ofTheService) {
      const urls = servers.map(({ url }) => url);
      expect(urls).toEqual([own.REKEY_PUBLIC_URL, `http://127.0.0.1:${port}/studio`]);
      expect((await fetch(`${urls[1]}${path}`)).status).toBe(
        get === undefined ? 405 : path.endsWith('get.json') ? 401 : 400,
      );
    }
    expect(paths['/api/letters']).not.toHaveProperty('servers');
  });

  it('is not on the port of the service', async () => {
    const { settings } = await settingsWithAdmin();
    const program = startRekey(settings, 'serve', '--without-courier');
    await logged(program, 'the admin port is open');
    const headers = { authorization: `Bearer ${TOKEN}` };
    for (const path of ['/api/letters', '/api/backlog', '/metrics']) {
      expect((await fetch(`${settings.REKEY_PUBLIC_URL}${path}`, { headers })).status).toBe(404);
    }
  });

  it('answers the probes of a courier on its own, and nothing that a courier does not do', async () => {
    const { settings, ask } = await settingsWithAdmin();
    const program = startRekey(settings, 'courier');
    await logged(program, 'the courier is at work');
    expect(await ask('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await ask('/readyz')).toEqual({ status: 200, body: { status: 'ok' } });
    expect((await ask('/api/letters')).status).toBe(404);
    expect((await program.stop()).code).toBe(0);
  });

  it('lets a courier that waits for its database say so', async () => {
    const { settings, ask } = await settingsWithAdmin();
    const nobody = `postgres://postgres@127.0.0.1:${await freePort()}/nowhere`;
    const program = startRekey({ ...settings, REKEY_DATABASE_URL: nobody }, 'courier');
    await logged(program, 'the admin port is open');
    expect(await ask('/readyz')).toEqual({ status: 503, body: { status: 'database' } });
    expect((await ask('/healthz')).status).toBe(200);
    await program.stop();
    await gone(program.pid);
  });

  it('names its own settings when it cannot be opened', async () => {
    const { settings } = await settingsWithAdmin();
    const { code, stderr } = await startRekey(
      { ...settings, REKEY_ADMIN_PORT: settings.REKEY_PORT },
      'serve',
      '--without-courier',
    ).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('set REKEY_ADMIN_PORT');
  });
});
