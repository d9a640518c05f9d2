import Hapi, { type Server } from '@hapi/hapi';
import { type AdminOptions, adminPlugin } from '@rekey/admin';
import type { Logger } from 'pino';
import type { SettingsOf } from '../settings/catalogue.ts';
import { httpListener } from './http-listener.ts';
import { listen } from './listen.ts';
import { logRequests } from './request-lines.ts';

/** Platforms and help desks are few; whoever has no token must not be able to hold much. */
const BOUNDS = {
  maxConnections: 200,
  headersTimeoutMs: 5_000,
  bodyTimeoutMs: 5_000,
  idleTimeoutMs: 30_000,
  maxHeaderBytes: 16_384,
};

/** What else a process shows on its admin port. */
export interface AdminExtension {
  /** Raw paths that ask for a sign-in of their own. */
  readonly open?: RegExp;
  readonly addRoutes?: (server: Server) => Promise<void>;
}

/** Listens where the settings say; `null` where they name no port. */
export async function openAdminPort(
  { admin: { port, host, token } }: SettingsOf<'admin'>,
  options: Pick<AdminOptions, 'readiness' | 'operations' | 'render' | 'others'> & AdminExtension,
  logger: Logger,
): Promise<Server | null> {
  if (port === undefined || token === undefined) return null;
  const server = Hapi.server({ listener: httpListener(BOUNDS), host, port, compression: false, debug: false });
  logRequests(server, logger);
  const onFault: AdminOptions['onFault'] = (fault, request) => request.log(['rekey', 'error'], fault as Error);
  await server.register({ plugin: adminPlugin, options: { ...options, token, onFault } });
  await options.addRoutes?.(server);
  const url = await listen(server, { host: 'REKEY_ADMIN_HOST', port: 'REKEY_ADMIN_PORT' });
  logger.info({ url }, 'the admin port is open');
  return server;
}
