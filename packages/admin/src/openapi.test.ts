import { Overloaded } from '@rekey/domain';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Admin, openAdmin } from '../test/admin-under-test.ts';

interface Described {
  readonly paths: Record<string, Record<string, { readonly responses: Record<string, Response> }>>;
}
interface Response {
  readonly content: { readonly 'application/json': { readonly schema: object } };
}

let admin: Admin;
let described: Described;
let dead: string;
beforeAll(async () => {
  admin = await openAdmin();
  described = (await admin.call('GET', '/openapi.json')).body;
  await admin.ask('jane.doe');
  dead = await admin.settleAs('dead', 'no');
});

const user = (username: string) => ({ payload: { username } });
const NO_OPERATOR = { headers: { 'x-rekey-operator': '' } };

/** One request for each answer that a route has of its own. */
const OWN: readonly [string, string, number, string, () => { payload?: object; headers?: Record<string, string> }][] = [
  ['get', '/api/letters', 200, '/api/letters', () => ({})],
  ['get', '/api/letters', 400, '/api/letters?limit=0', () => ({})],
  ['get', '/api/audit', 200, '/api/audit', () => ({})],
  ['get', '/api/audit', 404, '/api/audit?username=nobody', () => ({})],
  ['get', '/api/audit', 400, '/api/audit?limit=x', () => ({})],
  ['get', '/api/backlog', 200, '/api/backlog', () => ({})],
  ['post', '/api/letters/{id}/retry', 404, '/api/letters/99/retry', () => ({})],
  ['post', '/api/letters/{id}/retry', 200, '', () => ({})],
  ['post', '/api/letters/{id}/retry', 409, '', () => ({})],
  ['post', '/api/letters/{id}/retry', 400, '/api/letters/x/retry', () => ({})],
  ['post', '/api/links', 200, '/api/links', () => user('jane.doe')],
  ['post', '/api/links', 403, '/api/links', () => user('external')],
  ['post', '/api/links', 404, '/api/links', () => user('nobody')],
  ['post', '/api/links', 409, '/api/links', () => user('disabled')],
  ['post', '/api/links', 400, '/api/links', () => ({ ...user('jane.doe'), ...NO_OPERATOR })],
  ['post', '/api/tokens/revoke', 200, '/api/tokens/revoke', () => user('jane.doe')],
  ['post', '/api/tokens/revoke', 404, '/api/tokens/revoke', () => user('nobody')],
  ['post', '/api/tokens/revoke', 400, '/api/tokens/revoke', () => ({ payload: {} })],
];

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

function faultsOf(method: string, path: string, status: number, body: unknown): unknown {
  const response = described.paths[path]?.[method]?.responses[status];
  if (response === undefined) return 'not described';
  const check = ajv.compile(response.content['application/json'].schema);
  return check(body) ? null : check.errors;
}

const everyRoute = () =>
  Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method })),
  );

describe('/openapi.json', () => {
  it('is OpenAPI 3.1, as another program understands it', async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(described)));
    expect([valid, errors]).toEqual([true, undefined]);
  });

  it('is what docs/openapi has', async () => {
    // After a change: npx vitest run packages/admin/src/openapi.test.ts -u
    await expect(`${JSON.stringify(described, null, 2)}\n`).toMatchFileSnapshot('../../../docs/openapi/admin.json');
  });

  it.each(OWN)('describes what %s %s answers with %i', async (method, path, status, url, given) => {
    const answer = await admin.call(method.toUpperCase(), url || `/api/letters/${dead}/retry`, given());
    expect(answer.status).toBe(status);
    expect(faultsOf(method, path, status, answer.body)).toBeNull();
  });

  it('describes what each route answers without a token', async () => {
    for (const { path, method } of everyRoute()) {
      const { statusCode, payload } = await admin.server.inject({ method, url: path });
      expect(statusCode).toBe(401);
      expect(faultsOf(method, path, 401, JSON.parse(payload))).toBeNull();
    }
  });

  it('describes what is answered to a fault and at a bound', async () => {
    const broken = await openAdmin();
    for (const [fault, status] of [
      [new Error('no'), 500],
      [new Overloaded('full'), 503],
    ] as const) {
      Object.assign(broken.store.backlog, { look: () => Promise.reject(fault) });
      const answer = await broken.call('GET', '/api/backlog');
      expect(answer.status).toBe(status);
      expect(faultsOf('get', '/api/backlog', status, answer.body)).toBeNull();
    }
  });

  it('describes no answer that was not seen here', () => {
    const seen = OWN.map(([method, path, status]) => `${method} ${path} ${status}`);
    const all = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method} ${path} ${status}`),
      ),
    );
    expect(all.filter((each) => !/ (401|500|503)$/.test(each) && !seen.includes(each))).toEqual([]);
  });
});
