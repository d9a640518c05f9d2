import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An answer as it came: header names in lower case, text as latin1. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** What Node's parser and Hapi say to what is no HTTP: a status line, no contract, and then the connection ends. */
export const isBare = ({ status, headers }: Reply): boolean =>
  status >= 400 && !headers.some(([name]) => name === 'content-type');

/** What a piece of wire says first, and what is left; `null` while it is not complete. */
export function readReply(text: string, isHead: boolean): { readonly reply: Reply; readonly rest: string } | null {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1] ?? Number.NaN);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const length = isHead || status < 200 ? 0 : lengthOf(new Map(headers));
  const bodyAt = end + 4;
  if (text.length < bodyAt + length) return null;
  const reply = { status, headers, body: text.slice(bodyAt, bodyAt + length) };
  const rest = text.slice(bodyAt + length);
  return status === 100 ? readReply(rest, isHead) : { reply, rest };
}

/** Only Node's own refusals come in chunks, and what they have to say is nothing: one last chunk. */
function lengthOf(headers: ReadonlyMap<string, string>): number {
  return headers.has('transfer-encoding') ? '0\r\n\r\n'.length : Number(headers.get('content-length') ?? 0);
}

/** One client that keeps its connection as long as the server does, and opens another when it does not. */
export interface Lane {
  /** The answer, or `closed` if the connection ended without a whole one. */
  exchange(bytes: Buffer, isHead: boolean): Promise<Reply | 'closed'>;
  leave(): void;
}

export function openLane(port: number): Lane {
  let socket: Socket | null = null;
  return {
    async exchange(bytes, isHead) {
      socket ??= await connected(port);
      const { reply, over } = await answerOf(socket, bytes, isHead);
      if (over) {
        socket.destroy();
        socket = null;
      }
      return reply;
    },
    leave: () => void socket?.destroy(),
  };
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket.setEncoding('latin1');
}

function answerOf(socket: Socket, bytes: Buffer, isHead: boolean): Promise<{ reply: Reply | 'closed'; over: boolean }> {
  return new Promise((resolve) => {
    let text = '';
    const settle = (reply: Reply | 'closed') => {
      socket.off('data', take).off('close', closed).off('error', closed);
      const last =
        reply === 'closed' ||
        isBare(reply) ||
        reply.headers.some(([name, value]) => name === 'connection' && value === 'close');
      // Somebody has to hear of the reset that follows a last answer.
      if (last) socket.on('error', () => undefined);
      resolve({ reply, over: last });
    };
    const take = (chunk: string) => {
      text += chunk;
      const read = readReply(text, isHead);
      if (read !== null) settle(read.reply);
    };
    const closed = () => settle('closed');
    socket.on('data', take).once('close', closed).once('error', closed);
    socket.write(bytes);
  });
}

/** Sends bytes that may be anything, then nothing more; answers all that came back. */
export async function sendAndHearOut(port: number, bytes: Buffer): Promise<string> {
  const socket = await connected(port);
  let text = '';
  socket.on('data', (chunk: string) => (text += chunk)).on('error', () => undefined);
  socket.end(bytes);
  if (!socket.closed) await once(socket, 'close');
  return text;
}
