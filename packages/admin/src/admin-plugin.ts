import type { Plugin, Request, ResponseToolkit } from '@hapi/hapi';
import { answerToFrameworkError, hapiRoute, type OnFault } from './admin-route.ts';
import { NOT_FOUND, send, shows } from './answer.ts';
import { type ActDeps, actRoutes } from './api/act.ts';
import { type LookDeps, lookRoutes } from './api/look.ts';
import { createGuard, createIsToken } from './guard.ts';
import { metricsRoute, type Render } from './metrics-route.ts';
import { type DescribedApi, describeApi } from './openapi.ts';
import { probesPlugin } from './probes-plugin.ts';
import type { Readiness } from './readiness.ts';

export interface AdminOptions {
  /** 20 characters or more: it can be guessed as fast as the network lets. */
  readonly token: string;
  readonly readiness: Readiness;
  readonly onFault: OnFault;
  /** The use cases of the API; `null` for a process that answers probes and metrics only. */
  readonly operations: (LookDeps & ActDeps) | null;
  /** What `/metrics` shows; without it there is no such route. */
  readonly render?: Render | undefined;
  /** What `/openapi.json` describes beside this API: others that the same process serves. Default: none. */
  readonly others?: readonly DescribedApi[];
  /** Raw paths of another plugin that lets nobody in without a sign-in of its own. */
  readonly open?: RegExp | undefined;
}

/**
 * The admin port, on a server of its own: it guards whatever else that server has. Probes are open,
 * everything else is 401 without the token.
 */
export const adminPlugin: Plugin<AdminOptions> = {
  name: '@rekey/admin',
  async register(server, { token, readiness, onFault, operations, render, others, open }) {
    server.ext('onRequest', createGuard(createIsToken(token), open));
    server.ext('onPreResponse', (request, h) =>
      open?.test(request.raw.req.url ?? '') && !isUnknown(request) ? h.continue : inOurShape(request, h),
    );
    await server.register({ plugin: probesPlugin, options: { readiness } });
    if (render !== undefined) server.route(metricsRoute(render));
    if (operations === null) return;
    const routes = [...lookRoutes(operations), ...actRoutes(operations)];
    const description = describeApi(routes, others);
    server.route({ method: 'GET', path: '/openapi.json', handler: (_, h) => send(h, shows(description)) });
    for (const route of routes) server.route(hapiRoute(route, onFault));
  },
};

const isUnknown = ({ route }: Request) => route.method === ('_special' as string);

const inOurShape = (request: Request, h: ResponseToolkit) => {
  const { response } = request;
  if (!('isBoom' in response)) return h.continue;
  const { statusCode } = response.output;
  const unknown = isUnknown(request) && statusCode < 500;
  return send(h, unknown ? NOT_FOUND : answerToFrameworkError(statusCode));
};
