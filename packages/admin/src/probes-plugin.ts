import type { Lifecycle, Plugin, Request, ResponseToolkit, RouteOptions } from '@hapi/hapi';
import { NOT_FOUND, send } from './answer.ts';
import type { Readiness } from './readiness.ts';

export interface ProbesOptions {
  readonly readiness: Readiness;
}

/** For whoever logs requests: a platform asks every few seconds, and nobody wants to read that. */
export const PROBE = 'probe';

/** A host's login, cookies and cross-origin rules are for its own routes. */
const OPTIONS = {
  auth: false,
  cors: false,
  cache: false,
  state: { parse: false },
  tags: [PROBE],
} satisfies RouteOptions;

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work, or 503 and one word for what is missing.
 * Both at the root, whatever the prefix of other routes: a platform asks the process and not the site.
 */
export const probesPlugin: Plugin<ProbesOptions> = {
  name: '@rekey/admin/probes',
  register(server, { readiness }) {
    const probe = (path: string, answer: () => Promise<string | null>) => {
      // Hapi decodes and normalises a path; there is one spelling of ours.
      const handler: Lifecycle.Method = async (request, h) =>
        request.raw.req.url?.startsWith(path) ? say(h, await answer()) : send(h, NOT_FOUND);
      server.route({ method: 'GET', path, handler, options: OPTIONS });
    };
    probe('/healthz', async () => null);
    probe('/readyz', readiness);
  },
};

/** Whether a request went to one of the probes. */
export const isProbe = ({ route }: Pick<Request, 'route'>): boolean => route.settings.tags?.includes(PROBE) ?? false;

const say = (h: ResponseToolkit, missing: string | null) =>
  send(h, { status: missing === null ? 200 : 503, body: { status: missing ?? 'ok' } });
