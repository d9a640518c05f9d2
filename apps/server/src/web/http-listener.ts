import { createServer, type Server } from 'node:http';
import type { SettingsOf } from '../settings/catalogue.ts';

// Node looks every 30 s at who is overdue: long enough for a few thousand sleepy sockets to hold the service.
const CHECK_EVERY_MS = 1_000;

export type ListenerSettings = Pick<
  SettingsOf<'web'>['web'],
  'maxConnections' | 'headersTimeoutMs' | 'bodyTimeoutMs' | 'idleTimeoutMs' | 'maxHeaderBytes'
>;

/** Node's HTTP server with a bound on everything a stranger can hold open. Beyond `maxConnections` new ones are dropped at once. */
export function httpListener(settings: ListenerSettings): Server {
  const listener = createServer({
    headersTimeout: settings.headersTimeoutMs,
    requestTimeout: settings.headersTimeoutMs + settings.bodyTimeoutMs,
    connectionsCheckingInterval: CHECK_EVERY_MS,
    keepAliveTimeout: settings.idleTimeoutMs,
    maxHeaderSize: settings.maxHeaderBytes,
  });
  listener.maxConnections = settings.maxConnections;
  // Node would answer 417 without a body to an expectation that it does not know. The contract has no 417; RFC 9110 10.1.1 lets us ignore it.
  listener.on('checkExpectation', (request, response) => listener.emit('request', request, response));
  // Hapi reads what we never need, and calls each one that is malformed an error in the log: anybody could fill it.
  listener.on('request', ({ headers }) => void delete headers['accept-encoding']);
  return listener;
}
