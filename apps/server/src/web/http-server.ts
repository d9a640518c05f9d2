import Hapi, { type Server } from '@hapi/hapi';
import { probesPlugin, type Readiness } from '@rekey/admin';
import { crafterApi2Plugin, notFoundPlugin, rekeyPlugin } from '@rekey/hapi';
import type { Logger } from 'pino';
import type { Composition } from '../composition/container.ts';
import { INSPECT_TOKEN, LOOK_UP_USER, REQUEST_RESET, SET_PASSWORD } from '../composition/tokens.ts';
import { httpListener } from './http-listener.ts';
import { type PagesSettings, registerPages } from './register-pages.ts';
import { logRequests } from './request-lines.ts';

/** Rekey's own server: its routes and pages under the base path, 404 for everything else, a line for each request. Not yet listening. */
export async function httpServer(
  settings: PagesSettings,
  service: Composition,
  logger: Logger,
  readiness: Readiness,
): Promise<Server> {
  const { web } = settings;
  const server = Hapi.server({
    listener: httpListener(web),
    host: web.host,
    port: web.port,
    compression: false,
    // Hapi would print faults to the console; they are in the log.
    debug: false,
  });
  logRequests(server, logger);
  await server.register(notFoundPlugin);
  await server.register({ plugin: probesPlugin, options: { readiness } });
  await registerApi(server, settings, service);
  await registerPages(server, settings, service);
  return server;
}

async function registerApi(server: Server, { web, links }: PagesSettings, { get }: Composition): Promise<void> {
  const shared = {
    setPassword: get(SET_PASSWORD),
    inspectToken: get(INSPECT_TOKEN),
    trustedProxies: web.trustedProxies,
    bodyDeadlineMs: web.bodyTimeoutMs,
    deadlineMs: web.bodyTimeoutMs + web.answerTimeoutMs,
  };
  const below = web.basePath === '' ? {} : { routes: { prefix: web.basePath } };
  await server.register({
    plugin: rekeyPlugin,
    options: {
      ...shared,
      publicUrl: links.publicUrl,
      requestReset: get(REQUEST_RESET)(web.answers),
      lookUpUser: get(LOOK_UP_USER),
      operatorToken: web.operatorToken,
      corsOrigins: web.corsOrigins,
    },
    ...below,
  });
  if (web.crafterApi2 === 'on') {
    const options = { ...shared, requestReset: get(REQUEST_RESET)('private') };
    await server.register({ plugin: crafterApi2Plugin, options, ...below });
  }
}
