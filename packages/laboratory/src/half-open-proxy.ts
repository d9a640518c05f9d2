import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands before a TCP server and, on demand, is as bad as a network can be. Every connection is affected at once, open and new ones. */
export interface HalfOpenProxy {
  readonly host: string;
  readonly port: number;
  /** The same URL with this proxy as its host and port. */
  before(url: string): string;
  /** Bytes pass, as they do at the start. A connection that has lost bytes meanwhile stays silent for ever, as after a firewall that forgot it. */
  heal(): void;
  /** Each piece arrives so much later, in its order. */
  delay(ms: number): void;
  /** Half-open: connections are accepted and stay open, and whatever is said on them is swallowed. Nobody is told of anything, a close included. */
  goSilent(): void;
  /** Cuts all connections with a TCP reset; new ones pass. */
  reset(): void;
  /** How many connections are open on the client's side. */
  connections(): number;
  /** How many bytes went in and never came out. */
  swallowed(): number;
  stop(): Promise<void>;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

type Weather = { readonly kind: 'silent' } | { readonly kind: 'delay'; readonly ms: number };

export async function startHalfOpenProxy(target: Address): Promise<HalfOpenProxy> {
  const lines = new Set<Line>();
  let swallowed = 0;
  const count = (bytes: number) => {
    swallowed += bytes;
  };
  let weather: Weather = { kind: 'delay', ms: 0 };
  const proxy = createServer({ allowHalfOpen: true }, (client) => {
    const line = openLine(client, target, () => weather, count);
    lines.add(line);
    client.on('close', () => lines.delete(line));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { address: host, port } = proxy.address() as AddressInfo;
  const change = (next: Weather) => () => {
    weather = next;
  };
  const reset = () => {
    for (const line of lines) line.reset();
  };
  return {
    ...{ host, port, reset },
    before(url) {
      const through = new URL(url);
      through.host = `${host}:${port}`;
      return through.href;
    },
    heal: change({ kind: 'delay', ms: 0 }),
    delay: (ms) => change({ kind: 'delay', ms })(),
    goSilent: change({ kind: 'silent' }),
    connections: () => lines.size,
    swallowed: () => swallowed,
    async stop() {
      reset();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

interface Line {
  reset(): void;
}

/** One client's connection, and ours to the server for it. */
function openLine(
  client: Socket,
  { host, port }: { host: string; port: number },
  weather: () => Weather,
  swallow: (bytes: number) => void,
): Line {
  const server = connect({ host, port, allowHalfOpen: true });
  let silent = false;
  const isSilent = () => {
    silent ||= weather().kind === 'silent';
    return silent;
  };
  const reset = () => {
    for (const socket of [client, server]) if (!socket.destroyed) socket.resetAndDestroy();
  };
  const carry = (from: Socket, to: Socket) => {
    const late = inOrder();
    const deliver = (piece: Buffer) => {
      if (isSilent()) swallow(piece.length);
      else if (!to.destroyed) to.write(piece);
    };
    from.on('data', (piece) => (isSilent() ? swallow(piece.length) : late(delayOf(weather()), () => deliver(piece))));
    // The end of one side is news to the other, which a silent line does not carry.
    from.on('end', () => isSilent() || late(delayOf(weather()), () => isSilent() || to.end()));
    from.on('error', () => isSilent() || reset());
  };
  carry(client, server);
  carry(server, client);
  return { reset };
}

function delayOf(weather: Weather): number {
  return weather.kind === 'delay' ? weather.ms : 0;
}

/** Runs deeds later, never one before another that came first, however the delays differ. */
function inOrder(): (ms: number, deed: () => unknown) => void {
  const waiting: (() => unknown)[] = [];
  return (ms, deed) => {
    if (ms === 0 && waiting.length === 0) return void deed();
    waiting.push(deed);
    setTimeout(() => waiting.shift()?.(), ms);
  };
}
