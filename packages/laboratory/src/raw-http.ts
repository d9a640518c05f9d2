import { connect } from 'node:net';

/** An HTTP answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends exactly these bytes (text as latin1, one character a byte) and reads until the server closes. */
export async function sendRaw(port: number, ...pieces: (string | Buffer)[]): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  const socket = connect(port, '127.0.0.1');
  for (const piece of pieces) socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return parse(Buffer.concat(chunks).toString('utf8'));
}

function parse(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status: Number(statusLine.split(' ')[1]), headers: new Map(headers), body: text.slice(end + 4) };
}

export type Headers = Readonly<Record<string, string>>;

/** A request without a body; the target goes out as it is. */
export const ask = (port: number, verb: string, target: string, headers: Headers = {}): Promise<RawAnswer> =>
  sendRaw(port, head(verb, target, headers));

/** A POST with a body of known length. */
export function post(port: number, target: string, body: string | Buffer, headers: Headers): Promise<RawAnswer> {
  const bytes = Buffer.from(body as string);
  return sendRaw(port, head('POST', target, { 'Content-Length': String(bytes.length), ...headers }), bytes);
}

export function head(verb: string, target: string, headers: Headers): string {
  const lines = Object.entries({ Host: 'evil.example', Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `${verb} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** What the seeds' tables have: status, Location, body. */
export const row = ({ status, headers, body }: RawAnswer) => ({ status, location: headers.get('location'), body });
