import { createIsToken } from '@rekey/admin';
import { CONSOLE_PATHS, consolePlugin, type Operations } from '@rekey/console';
import type { SettingsOf } from '../settings/catalogue.ts';
import type { AdminExtension } from './admin-server.ts';
import { appearanceOf } from './register-pages.ts';

export type ConsoleSettings = SettingsOf<'admin' | 'web' | 'links' | 'branding' | 'pages' | 'database'>;

/** The console on the admin port: the use cases of its API, as pages. */
export function consoleFor(settings: ConsoleSettings, operations: Operations): AdminExtension {
  const { admin, web } = settings;
  return {
    open: CONSOLE_PATHS,
    addRoutes: (server) =>
      server.register({
        plugin: consolePlugin,
        options: {
          ...appearanceOf(settings),
          operations,
          isToken: createIsToken(admin.token ?? ''),
          trustedProxies: web.trustedProxies,
          trustedUserHeader: admin.userHeader,
        },
        routes: { prefix: '/console' },
      }),
  };
}
