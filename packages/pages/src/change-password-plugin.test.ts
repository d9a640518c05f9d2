import Hapi from '@hapi/hapi';
import { ask } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { listen } from '../../hapi/test/server-under-test.ts';
import { changePasswordPlugin } from './change-password-plugin.ts';

describe('changePasswordPlugin', () => {
  it('leads password managers from the root to the page under the public URL, whatever they say of it', async () => {
    const server = Hapi.server();
    await server.register({
      plugin: changePasswordPlugin,
      options: { publicUrl: 'https://id.example/studio/' },
    });
    const port = await listen(server);
    const { status, headers } = await ask(port, 'GET', '/.well-known/change-password', { Host: 'evil.example' });
    expect([status, headers.get('location')]).toEqual([302, 'https://id.example/studio/forgot-password']);
  });
});
