import type { ServerRoute } from '@hapi/hapi';
import { PROBE } from './probes-plugin.ts';

/** All figures, in Prometheus' text format. */
export type Render = () => Promise<string>;

/** `/metrics`, told at debug as probes are: somebody scrapes every few seconds. */
export const metricsRoute = (render: Render): ServerRoute => ({
  method: 'GET',
  path: '/metrics',
  options: { state: { parse: false }, tags: [PROBE] },
  handler: async (_, h) =>
    h
      .response(await render())
      .type('text/plain; version=0.0.4; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff'),
});
