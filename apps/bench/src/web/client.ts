import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  /** From the request to the whole answer. */
  readonly ms: number;
  /** When it was asked, on this process's monotonic clock. */
  readonly askedAt: number;
}

export interface Client {
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  close(): void;
}

/** Asks one server on connections that stay open. A request that gets no answer throws. */
export function createClient(origin: string, connections: number): Client {
  // In turn: a connection that rests while others serve is closed by the server, perhaps in the moment in which it is asked again.
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  const ask = (method: string, path: string, body: string | null): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const askedAt = performance.now();
      const headers =
        body === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const asked = request(`${origin}${path}`, { agent, method, headers }, (response) => {
        response.resume().on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, ms: performance.now() - askedAt, askedAt });
        });
      });
      asked.on('error', reject).end(body ?? undefined);
    });
  return {
    get: (path) => ask('GET', path, null),
    post: (path, body) => ask('POST', path, JSON.stringify(body)),
    close: () => agent.destroy(),
  };
}
