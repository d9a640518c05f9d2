import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { freePort } from '@rekey/laboratory';

/** Everything that clients sent, byte for byte, on its way to a server behind. */
export interface Wire {
  /** Where to connect instead of to the server. */
  readonly port: number;
  /** Where the server is to listen. */
  readonly behind: number;
  sent(): string;
  close(): void;
}

export async function openWire(): Promise<Wire> {
  const behind = await freePort();
  let sent = '';
  const relay = createServer((client) => {
    const server = connect(behind, '127.0.0.1');
    client.on('data', (bytes) => (sent += bytes.toString('latin1')));
    client.on('error', () => server.destroy()).pipe(server);
    server.on('error', () => client.destroy()).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(relay, 'listening');
  return { port: (relay.address() as AddressInfo).port, behind, sent: () => sent, close: () => void relay.close() };
}
