import type { Server } from '@hapi/hapi';
import { Overloaded } from '@rekey/domain';
import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Render } from '../metrics-route.ts';
import { isProbe } from '../probes-plugin.ts';

/** Figures of one process, as they travel between processes. */
export type Snapshot = readonly object[];

/** What every process of Rekey says of itself: its version, its CPU, its memory, the delay of its event loop. */
export interface ProcessMetrics {
  readonly registry: Registry;
  readonly snapshot: () => Promise<Snapshot>;
}

/** `part` tells server and courier apart: both are told of on one port. */
export function createMetrics(part: 'server' | 'courier', version: string): ProcessMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ part });
  collectDefaultMetrics({ register: registry, prefix: 'rekey_', labels: { part } });
  new Gauge({
    name: 'rekey_build_info',
    help: 'Always 1; its labels say which version runs on which Node.',
    labelNames: ['version', 'node'],
    registers: [registry],
  }).set({ version, node: process.versions.node }, 1);
  return { registry, snapshot: () => registry.getMetricsAsJSON() };
}

/** The page that Prometheus reads: what this process says, and what others told it. */
export function renderAll(own: ProcessMetrics, others: () => Promise<readonly Snapshot[]>): Render {
  return async () => {
    const snapshots = [await own.snapshot(), ...(await others())];
    return AggregatorRegistry.aggregate(snapshots.map((each) => [...each])).metrics();
  };
}

/** Longer than a request may take there is no answer. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** Counts answers by route and status. A path that no route has is none: strangers would fill the memory with labels. */
export function countRequests({ registry }: ProcessMetrics, server: Server): void {
  const registers = [registry];
  const requests = new Counter({
    name: 'rekey_http_requests_total',
    help: 'Answers by route and status, probes left out.',
    labelNames: ['route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'rekey_http_request_duration_seconds',
    help: 'From the receipt of a request to its answer.',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  });
  server.events.on('response', (request) => {
    if (isProbe(request)) return;
    const { route, info, raw } = request;
    const name = route.method === ('_special' as string) ? 'none' : route.path;
    requests.inc({ route: name, status: raw.res.statusCode });
    durations.observe({ route: name }, Math.max(0, info.completed - info.received) / 1_000);
  });
}

/** Makes a use case that is counted by what it comes to. */
export type Observe = <Given extends readonly unknown[], Outcome extends { readonly kind: string }>(
  name: string,
  useCase: (...given: Given) => Promise<Outcome>,
) => (...given: Given) => Promise<Outcome>;

/** Counts outcomes, without a word of whose they are. */
export function countOutcomes({ registry }: ProcessMetrics): Observe {
  const outcomes = new Counter({
    name: 'rekey_outcomes_total',
    help: 'What use cases came to. Private answers hide from everybody whether a name is known, also here.',
    labelNames: ['use_case', 'outcome'],
    registers: [registry],
  });
  return (name, useCase) =>
    async (...given) => {
      try {
        const outcome = await useCase(...given);
        outcomes.inc({ use_case: name, outcome: outcome.kind });
        return outcome;
      } catch (fault) {
        outcomes.inc({ use_case: name, outcome: fault instanceof Overloaded ? 'overloaded' : 'fault' });
        throw fault;
      }
    };
}
