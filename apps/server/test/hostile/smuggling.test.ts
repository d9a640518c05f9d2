import { describe, expect, it } from 'vitest';
import { contractFaults } from './contract-faults.ts';
import { type FuzzTarget, openFuzzTarget } from './fuzz-target.ts';
import { API } from './hostile-grammar.ts';
import { isBare, type Reply, readReply, sendAndHearOut } from './lane.ts';

const SET = `POST ${API}/set-password.json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
const SMUGGLED = `GET ${API}/forgot-password.json?username=smuggled HTTP/1.1\r\nHost: x\r\n\r\n`;
const JSON_BODY = '{"token":"t","new":"long enough, but for nothing"}';

async function answersTo(target: FuzzTarget, wire: string): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  let rest = await sendAndHearOut(target.port, Buffer.from(wire, 'latin1'));
  for (let read = readReply(rest, false); read !== null; read = readReply(rest, false)) {
    replies.push(read.reply);
    rest = read.rest;
  }
  return replies;
}

describe('a request of which a proxy and we could think differently', () => {
  it.each([
    ['two lengths', `${SET}Content-Length: 5\r\nContent-Length: 50\r\n\r\n${JSON_BODY}`],
    ['two lengths in one line', `${SET}Content-Length: 5, 50\r\n\r\n${JSON_BODY}`],
    ['a length and chunks', `${SET}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['chunks and a length', `${SET}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a coding that is not the last', `${SET}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a coding that nobody knows', `${SET}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a blank before the colon', `${SET}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a negative length', `${SET}Content-Length: -1\r\n\r\n${SMUGGLED}`],
    ['a length with a sign', `${SET}Content-Length: +5\r\n\r\n${JSON_BODY}`],
    ['a length in hex', `${SET}Content-Length: 0x5\r\n\r\n${JSON_BODY}`],
    ['a chunk size that is none', `${SET}Transfer-Encoding: chunked\r\n\r\nzz\r\n${JSON_BODY}\r\n0\r\n\r\n${SMUGGLED}`],
    [
      'a chunk longer than its size',
      `${SET}Transfer-Encoding: chunked\r\n\r\n2\r\n${JSON_BODY}\r\n0\r\n\r\n${SMUGGLED}`,
    ],
    ['a chunk size without end', `${SET}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(40)}\r\n${SMUGGLED}`],
    ['a folded header', `${SET}Transfer-Encoding:\r\n chunked, x\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a line feed alone', `${SET.replaceAll('\r\n', '\n')}Content-Length: 5\n\n${SMUGGLED}`],
    ['a carriage return alone', `${SET}X: a\rTransfer-Encoding: chunked\r\n\r\n${SMUGGLED}`],
    ['a NUL in a header', `${SET}X: a\0b\r\n\r\n${SMUGGLED}`],
    ['no Host', `GET ${API}/get.json HTTP/1.1\r\n\r\n`],
    ['two Hosts', `GET ${API}/get.json HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n`],
    ['another protocol', `GET ${API}/get.json HTTP/9.9\r\nHost: x\r\n\r\n`],
    ['HTTP/2 at once', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('ends at %s, and nothing behind it is run', async (_, wire) => {
    const target = await openFuzzTarget('private', 100);
    const replies = await answersTo(target, wire);
    for (const reply of replies) {
      expect(isBare(reply) ? [] : contractFaults(reply, false)).toEqual([]);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.status).toBeLessThan(500);
    }
    expect(target.lines.filter((line) => /forgot-password|"level":50/.test(line))).toEqual([]);
  });

  it('is taken as one, when it says once how long it is', async () => {
    const target = await openFuzzTarget('private', 100);
    const length = `${SET}Content-Length: ${JSON_BODY.length}\r\n\r\n${JSON_BODY}`;
    const statuses = (await answersTo(target, length + SMUGGLED + length)).map(({ status }) => status);
    expect(statuses).toEqual([401, 200, 401]);
  });

  it.each([
    ['OPTIONS', 'Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n'],
    ['GET', ''],
    ['POST', 'Content-Type: application/json\r\nContent-Length: 0\r\n'],
  ])('from another origin gets no leave to be read: %s', async (method, headers) => {
    const target = await openFuzzTarget('private', 100);
    for (const route of ['forgot-password.json?username=jane', 'set-password.json', 'nowhere']) {
      const wire = `${method} ${API}/${route} HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\n${headers}\r\n`;
      const [reply] = await answersTo(target, wire);
      expect(reply?.headers.map(([name]) => name).filter((name) => /^access-control|^vary|^server/.test(name))).toEqual(
        [],
      );
      expect(reply === undefined ? ['no answer'] : contractFaults(reply, false)).toEqual([]);
    }
  });
});
