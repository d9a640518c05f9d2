import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What becomes of what the client says: passed on, cut before or after it arrives, or swallowed. */
export type Fate = 'pass' | 'cut before' | 'cut after' | 'swallow';

/** Stands between a client and PostgreSQL and decides, packet by packet, what arrives. Gone when the test is over. */
export async function cuttingProxy(url: string, decide: (said: string) => Fate): Promise<string> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
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
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
    await once(proxy, 'close');
  });
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const proxied = new URL(url);
  proxied.port = String(address.port);
  return proxied.href;
}
