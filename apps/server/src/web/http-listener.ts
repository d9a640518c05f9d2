import { createServer, type Server } from 'node:http';

// Node waits 60 s for headers and 300 s for a request, and looks every 30 s: long enough for a few thousand sleepy sockets to
// hold the service. A request of ours is one line, some headers and at most 8 KB.
const HEADERS_MS = 5_000;
const REQUEST_MS = 10_000;
const CHECK_EVERY_MS = 1_000;
// Longer than a browser's pause between two clicks, shorter than most proxies keep a connection.
const KEEP_ALIVE_MS = 10_000;
// Room for the cookies of a host application on the same name.
const MAX_HEADER_BYTES = 16_384;

/** Node's HTTP server with a bound on everything a stranger can hold open. Beyond `maxConnections` new ones are dropped at once. */
export function httpListener(maxConnections: number): Server {
  const listener = createServer({
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: CHECK_EVERY_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  listener.maxConnections = maxConnections;
  return listener;
}
