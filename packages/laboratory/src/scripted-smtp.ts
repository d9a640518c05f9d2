import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { holdConversation, type Message } from './smtp-conversation.ts';
import type { SmtpScript } from './smtp-script.ts';

/** A relay on the loopback that misbehaves as it is told, in clear text. */
export interface ScriptedSmtp {
  readonly host: string;
  readonly port: number;
  /** Connections so far. */
  readonly connections: number;
  /** Connections at present. */
  readonly open: number;
  /** Every command line that came, in order. */
  readonly commands: readonly string[];
  /** Every message that came up to its final dot, whatever was answered to it. */
  readonly messages: readonly Message[];
  /** Bytes of message content that came, dot or no dot. */
  readonly contentBytes: number;
  /** From the next step on, also in conversations that are under way. */
  follow(script: SmtpScript): void;
  /** Nothing listens any more, and every client is cut off. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  restart(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * @example
 * const relay = await startScriptedSmtp({ rcpt: inTurn('450 4.2.0 Greylisted', '250 OK'), dot: both('250 OK', reset()) });
 */
export async function startScriptedSmtp(first: SmtpScript = {}): Promise<ScriptedSmtp> {
  const seen = { connections: 0, commands: [] as string[], messages: [] as Message[], contentBytes: 0 };
  const sockets = new Set<Socket>();
  let script = first;

  const server = createServer((socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    holdConversation(socket, () => script, seen);
  });
  const listen = async (port: number): Promise<number> => {
    await once(server.listen(port, HOST), 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);

  return {
    host: HOST,
    port,
    get connections() {
      return seen.connections;
    },
    get open() {
      return sockets.size;
    },
    get contentBytes() {
      return seen.contentBytes;
    },
    commands: seen.commands,
    messages: seen.messages,
    follow(next) {
      script = next;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async restart() {
      await listen(port);
    },
  };
}
