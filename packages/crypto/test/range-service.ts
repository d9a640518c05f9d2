import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request for a range, or does not. */
export type Answer = (response: ServerResponse, lines: readonly string[]) => void;

/** A service with the range API of Pwned Passwords, on the loopback. */
export interface RangeService {
  readonly url: string;
  /** Every request so far as it came: its first line and its headers. */
  readonly asked: readonly string[];
  follow(answer: Answer): void;
  close(): Promise<void>;
}

const sha1 = (word: string) => createHash('sha1').update(word).digest('hex').toUpperCase();
const padding = () => `${randomBytes(18).toString('hex').slice(0, 35).toUpperCase()}:0`;

/** Entries of the range, and padding around them as the real service sends it. */
export const honest: Answer = (response, lines) => response.end([padding(), ...lines, padding()].join('\r\n'));

export async function startRangeService(breached: readonly string[]): Promise<RangeService> {
  const digests = breached.map(sha1);
  const asked: string[] = [];
  let answer = honest;
  const server = createServer((request: IncomingMessage, response) => {
    asked.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    const prefix = /^\/range\/([0-9A-F]{5})$/.exec(request.url ?? '')?.[1];
    if (prefix === undefined) return void response.writeHead(404).end();
    return answer(
      response,
      digests.filter((digest) => digest.startsWith(prefix)).map((digest) => `${digest.slice(5)}:17`),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    follow(next) {
      answer = next;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
