import type { Server } from '@hapi/hapi';
import type { Render } from '@rekey/admin';
import {
  countOutcomes,
  countRequests,
  createMetrics,
  type Observe,
  renderAll,
  type Snapshot,
  watchStores,
} from '@rekey/admin/metrics';
import type { Composition } from '../composition/container.ts';
import { DATABASE, HASHER } from '../composition/tokens.ts';

/** What `serve` counts for its admin port. Loaded and paid for only where there is one. */
export interface ServiceFigures {
  readonly observe: Observe;
  watch(server: Server, service: Composition): void;
  readonly render: Render;
}

export function createServiceFigures(version: string, ofCouriers: () => Promise<readonly Snapshot[]>): ServiceFigures {
  const metrics = createMetrics('server', version);
  return {
    observe: countOutcomes(metrics),
    watch(server, { get }) {
      countRequests(metrics, server);
      const { backlog, poolLoads: pools } = get(DATABASE);
      watchStores(metrics, { backlog, pools, hashes: () => get(HASHER).load() });
    },
    render: renderAll(metrics, ofCouriers),
  };
}
