import type { Plugin } from '@hapi/hapi';
import { HOST_INDEPENDENT } from '@rekey/hapi/requests';
import { ASK } from './page-route.ts';

/**
 * `/.well-known/change-password` (W3C, A Well-Known URL for Changing Passwords): where password managers send people.
 * Apart from the pages, because it stands at the root whatever their prefix is.
 */
export const changePasswordPlugin: Plugin<{ readonly publicUrl: string }> = {
  name: '@rekey/pages/change-password',
  register(server, { publicUrl }) {
    const location = `${publicUrl.replace(/\/+$/, '')}/${ASK}`;
    server.route({
      method: 'GET',
      path: '/.well-known/change-password',
      handler: (_, h) => h.response().code(302).header('location', location).header('cache-control', 'no-store'),
      options: HOST_INDEPENDENT,
    });
  },
};
