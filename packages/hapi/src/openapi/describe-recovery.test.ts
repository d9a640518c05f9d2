import { parseSubmittedName } from '@rekey/domain/values';
import { ask, post, type RawAnswer } from '@rekey/laboratory';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGES, INSPECTIONS, LOOK_UPS, REQUESTS, type Situation } from '../../test/situations.ts';
import { describeRecovery } from './describe-recovery.ts';

interface Response {
  readonly headers?: Record<string, { readonly schema: object }>;
  readonly content: {
    readonly 'application/json': {
      readonly schema: object;
      readonly examples: Record<string, { readonly value: object }>;
    };
  };
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly schema: object }[];
  readonly responses: Record<string, Response>;
}

const described = describeRecovery({ servers: [{ url: '/' }], crafterApi2: true });
const operations = described.paths as Record<string, Record<string, Operation>>;
const API = '/api/1/services/api/1/user';

const SITUATIONS = {
  [`get ${API}/forgot-password.json`]: REQUESTS,
  [`get ${API}/validate-token.json`]: INSPECTIONS,
  [`post ${API}/set-password.json`]: CHANGES,
  [`get ${API}/get.json`]: LOOK_UPS,
  'get /api/2/users/forgot_password': REQUESTS,
  'get /api/2/users/validate_token': INSPECTIONS,
  'post /api/2/users/set_password': CHANGES,
};
const DRIVEN = Object.entries(SITUATIONS).flatMap(([operation, situations]) =>
  Object.entries(situations).map(([outcome, arrange]) => ({ operation, outcome, arrange })),
);
const DESCRIBED = Object.entries(operations).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { responses }]) =>
    Object.entries(responses).flatMap(([status, response]) =>
      Object.entries(response.content['application/json'].examples).map(([outcome, { value }]) => ({
        operation: `${method} ${path}`,
        outcome,
        status: Number(status),
        response,
        value,
      })),
    ),
  ),
);

const ajv = new Ajv2020({ strict: false, coerceTypes: false });
addFormats.default(ajv);
const faultsIn = (schema: object, value: unknown) => {
  const check = ajv.compile(schema);
  return check(value) ? null : check.errors;
};

function send(operation: string, { port, username, token, newPassword, operatorToken }: Situation): Promise<RawAnswer> {
  const [method, path = ''] = operation.split(' ');
  if (method === 'post') {
    return post(port, path, JSON.stringify({ token, new: newPassword }), { 'Content-Type': 'application/json' });
  }
  const query = path.includes('token') ? `token=${token}` : `username=${encodeURIComponent(username)}`;
  return ask(port, 'GET', `${path}?${query}`, { Authorization: `Bearer ${operatorToken}` });
}

/** The headers that an answer has of its own, as JSON. */
const ownHeaders = ({ headers }: RawAnswer) =>
  Object.fromEntries(
    ['location', 'retry-after', 'www-authenticate', 'allow']
      .filter((name) => headers.has(name))
      .map((name) => [name, name === 'retry-after' ? Number(headers.get(name)) : headers.get(name)]),
  );

describe('describeRecovery', () => {
  it('is OpenAPI 3.1, as another program understands it', async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(described)));
    expect([valid, errors]).toEqual([true, undefined]);
  });

  it('is what docs/openapi has', async () => {
    // After a change: npx vitest run packages/hapi/src/openapi -u
    const file = '../../../../docs/openapi/recovery.json';
    await expect(`${JSON.stringify(described, null, 2)}\n`).toMatchFileSnapshot(file);
  });

  it('leaves API 2 out where it is off', () => {
    const { paths, tags } = describeRecovery({ servers: [] });
    expect([tags.length, Object.keys(paths).filter((path) => !path.startsWith(API))]).toEqual([1, []]);
  });

  it('describes every outcome that is driven here, and drives every outcome that it describes', () => {
    const names = (all: readonly { readonly operation: string; readonly outcome: string }[]) =>
      all.map(({ operation, outcome }) => `${operation} ${outcome}`).sort();
    expect(names(DESCRIBED)).toEqual(names(DRIVEN));
  });

  it.each(DRIVEN)('describes what $operation answers to $outcome', async ({ operation, outcome, arrange }) => {
    const told = DESCRIBED.find((each) => each.operation === operation && each.outcome === outcome);
    if (told === undefined) throw new Error('not described');
    const { response, status, value } = told;
    const answer = await send(operation, await arrange());
    expect(answer.status).toBe(status);
    const { schema } = response.content['application/json'];
    const body = JSON.parse(answer.body);
    expect([faultsIn(schema, body), faultsIn(schema, value)]).toEqual([null, null]);
    expect(wordsOf(body)).toEqual(wordsOf(value));
    const headers = ownHeaders(answer);
    expect(Object.keys(headers).sort()).toEqual(Object.keys(response.headers ?? {}).sort());
    for (const [name, header] of Object.entries(response.headers ?? {})) {
      expect(faultsIn(header.schema, headers[name])).toBeNull();
    }
  });

  it('takes exactly the names that the domain takes', () => {
    const [username] = operations[`${API}/forgot-password.json`]?.['get']?.parameters ?? [];
    if (username === undefined) throw new Error('no parameter');
    const check = ajv.compile(username.schema);
    const character = fc.constantFrom('a', ' ', '\u00a0', '\u2028', '\u0085', '\n', '\u007f', '\u0000', '😀', '\ud800');
    const name = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: character, size: 'max', maxLength: 260 }));
    fc.assert(fc.property(name, (given) => check(given) === (parseSubmittedName(given) !== null)));
    for (const edge of ['😀'.repeat(255), '😀'.repeat(256), '', ' ', '\u2028a']) {
      expect([edge, check(edge)]).toEqual([edge, parseSubmittedName(edge) !== null]);
    }
  });
});

/** What tells one answer from another: the message of API 1, the code of API 2. */
const wordsOf = ({ message, response }: { message?: string; response?: object }) => ({ message, response });
