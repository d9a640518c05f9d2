import Hapi from '@hapi/hapi';
import { describe, expect, it } from 'vitest';
import { createComposition } from '../composition/container.ts';
import { REPORT_NOT_ME, REQUEST_RESET, SET_PASSWORD } from '../composition/tokens.ts';
import { readSettings } from '../settings/read-settings.ts';
import { registerPages } from './register-pages.ts';

const GROUPS = ['web', 'links', 'branding', 'pages', 'passwords', 'database'] as const;

async function serverWith(environment: Readonly<Record<string, string>>) {
  const unreachable = () => Promise.reject(new Error('no use case was to be reached'));
  const service = createComposition()
    .provide(REQUEST_RESET, () => () => unreachable)
    .provide(SET_PASSWORD, () => unreachable)
    .provide(REPORT_NOT_ME, () => unreachable);
  const server = Hapi.server();
  const settings = readSettings({ REKEY_PUBLIC_URL: 'https://id.example/studio', ...environment }, GROUPS);
  await registerPages(server, settings, service);
  return server;
}

describe('registerPages', () => {
  it('puts the pages under the base path, and the address for password managers at the root', async () => {
    const server = await serverWith({ REKEY_BASE_PATH: '/studio' });
    const statuses = ['/studio/forgot-password', '/forgot-password', '/.well-known/change-password'].map(
      async (url) => (await server.inject(url)).statusCode,
    );
    expect(await Promise.all(statuses)).toEqual([200, 404, 302]);
  });

  it('names the service after the host where nobody named it, and shows what the operator set', async () => {
    expect((await (await serverWith({})).inject('/forgot-password')).payload).toContain('<span>id.example</span>');
    const server = await serverWith({
      REKEY_SERVICE_NAME: 'Example Studio',
      REKEY_SUPPORT: 'https://example.com/help',
      REKEY_LANGUAGE: 'es',
      REKEY_PASSWORD_FIELDS: '2',
    });
    const { payload } = await server.inject('/reset-password');
    for (const part of ['Example Studio', 'href="https://example.com/help"', 'lang="es"', 'name="repeat"']) {
      expect(payload).toContain(part);
    }
  });

  it('adds nothing with REKEY_PAGES=off', async () => {
    expect((await serverWith({ REKEY_PAGES: 'off' })).table()).toEqual([]);
  });
});
