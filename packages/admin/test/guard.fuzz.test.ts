import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Admin, openAdmin, TOKEN } from './admin-under-test.ts';

const ROUNDS = process.env['REKEY_TEST_LONG'] === undefined ? 4_000 : 100_000;

const PATHS = [
  ...['/', '/metrics', '/openapi.json', '/console', '/api/letters', '/api/letters/1/retry', '/api/audit'],
  ...['/api/links', '/api/tokens/revoke', '/api/backlog', '//api/letters', '/healthz/../api/letters', '/readyz/x'],
  ...['/healthz%2f..%2fapi/letters', '/healthz#', '/%68ealthz', '/HEALTHZ', '/%zz', '/api/letters;/healthz'],
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND'];
const NEAR_MISSES = [
  ...[
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Bearer x${TOKEN}`,
    `Basic ${TOKEN}`,
    TOKEN,
    'Bearer',
    `Bearer\t${TOKEN}`,
  ],
  ...[`Bearer ${TOKEN.toUpperCase()}`, `Token ${TOKEN}`, `Bearer ${TOKEN} x`, `Bearer ${TOKEN}, Bearer ${TOKEN}`],
];

const word = fc.string({ unit: fc.constantFrom(...'abc019/?&=%.;#[]{}"\'+-_~*@:,$!') });
const strange = fc.record({
  method: fc.constantFrom(...METHODS),
  path: fc.oneof(
    fc.constantFrom(...PATHS),
    word.map((each) => `/${each}`),
  ),
  query: fc.oneof(
    fc.constant(''),
    word.map((each) => `?${each}`),
  ),
  authorization: fc.option(
    fc.oneof(
      fc.constantFrom(...NEAR_MISSES),
      word.map((each) => `Bearer ${each}`),
    ),
  ),
  header: fc.option(
    fc.tuple(
      fc.constantFrom(
        'X-Forwarded-For',
        'X-Rekey-Operator',
        'X-Original-URL',
        'X-Http-Method-Override',
        'Cookie',
        'Host',
      ),
      fc.constantFrom('127.0.0.1', 'admin', '/healthz', 'GET', `token=${TOKEN}`, `Bearer ${TOKEN}`),
    ),
  ),
  body: fc.option(fc.oneof(word, fc.json(), fc.constant('{"all":true}'), fc.constant('{"username":"jane.doe"}'))),
});

type Strange = typeof strange extends fc.Arbitrary<infer Made> ? Made : never;

let admin: Admin;
let port: number;
beforeAll(async () => {
  admin = await openAdmin();
  await admin.ask('jane.doe');
  await admin.server.start();
  port = Number(admin.server.info.port);
  return () => admin.server.stop({ timeout: 100 });
});

/** One request on a connection of its own, as it is written here and by no client. */
async function rawAnswer(wire: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.end(wire);
  return text(socket).catch(() => '');
}

function wireOf({ method, path, query, authorization, header, body }: Strange): string {
  const lines = [
    `${method} ${path}${query} HTTP/1.1`,
    'Connection: close',
    ...(header?.[0] === 'Host' ? [] : ['Host: x']),
    ...(header === null ? [] : [`${header[0]}: ${header[1]}`]),
    ...(authorization === null ? [] : [`Authorization: ${authorization}`]),
    ...(body === null ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

/** Node's own parser answers what is no HTTP, before anybody is asked. */
const NO_HTTP = /^HTTP\/1\.1 4\d\d [\w ]+\r\nConnection: close\r\n\r\n$/;
const REFUSED = /^HTTP\/1\.1 401 Unauthorized\r\n/;

describe('whoever has no token', () => {
  it(
    'gets 401 and nothing else, whatever is sent',
    async () => {
      let refused = 0;
      let asked = 0;
      await fc.assert(
        fc.asyncProperty(strange, async (request) => {
          const answer = await rawAnswer(wireOf(request));
          asked += 1;
          if (REFUSED.test(answer)) refused += 1;
          else expect(answer).toMatch(NO_HTTP);
          expect(answer).not.toMatch(/jane|\[\]|letters|OK|revoked|reset-password/);
          const [, content = ''] = answer.split('\r\n\r\n');
          expect(['', '{"message":"Unauthorized"}']).toContain(content);
        }),
        { numRuns: ROUNDS },
      );
      console.log(`${asked} requests without the token: ${refused} answered 401, ${asked - refused} no HTTP`);
      expect(refused / asked).toBeGreaterThan(0.8);
      expect(admin.faults).toEqual([]);
      expect(await admin.store.readAudit()).toEqual([]);
      const { body } = await admin.call('GET', '/api/letters');
      expect(body.letters).toMatchObject([{ state: 'pending' }]);
    },
    ROUNDS > 10_000 ? 1_200_000 : 240_000,
  );
});
