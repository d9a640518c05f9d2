import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What becomes of what the client says: passed on, cut before or after it arrives, or swallowed. */
export type Fate = 'pass' | 'cut before' | 'cut after' | 'swallow';

/** Stands between a client and a server. */
export interface CuttingProxy {
  /** The URL that was given, by way of the proxy. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Decides, packet by packet, what arrives.
 *
 * @example
 * const proxy = await startCuttingProxy(databaseUrl, (said) => (said.includes('COMMIT;') ? 'cut after' : 'pass'));
 */
export async function startCuttingProxy(url: string, decide: (said: string) => Fate): Promise<CuttingProxy> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => join(client, connect(Number(port), hostname), sockets, decide));
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const proxied = new URL(url);
  proxied.port = String((proxy.address() as AddressInfo).port);
  return {
    url: proxied.href,
    async stop() {
      const closed = new Promise((resolve) => proxy.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function join(client: Socket, server: Socket, sockets: Set<Socket>, decide: (said: string) => Fate): void {
  const cut = () => {
    client.destroy();
    server.destroy();
  };
  for (const socket of [client, server]) {
    sockets.add(socket);
    socket.on('error', cut).on('close', cut);
  }
  let cutting = false;
  client.on('data', (data) => {
    const fate = decide(data.toString('latin1'));
    if (fate === 'cut before') return cut();
    if (fate === 'swallow') return;
    cutting = fate === 'cut after';
    server.write(data);
  });
  // The server's answer proves that it has done what it was told; the client never hears of it.
  server.on('data', (data) => (cutting ? cut() : client.write(data)));
}
