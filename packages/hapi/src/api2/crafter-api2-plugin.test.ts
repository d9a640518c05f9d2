import Hapi from '@hapi/hapi';
import type { InspectTokenOutcome, RequestResetOutcome, SetPasswordOutcome } from '@rekey/domain';
import type { SubmittedName, UserKey } from '@rekey/domain/values';
import { ask, post, row } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { changedFor, listen } from '../../test/server-under-test.ts';
import { crafterApi2Plugin } from './crafter-api2-plugin.ts';

const FORGOT = '/api/2/users/forgot_password';
const SET = '/api/2/users/set_password';
const VALIDATE = '/api/2/users/validate_token';
const AS_JSON = { 'Content-Type': 'application/json' };
const CHOICE = '{"token":"t","new":"n"}';
const ASKED = 'If the user exists, a password recovery email has been sent to them.';
const BUSY = { kind: 'too-many-requests', retryAfterMs: 1_500 } as const;

interface Outcomes {
  readonly asked?: RequestResetOutcome;
  readonly set?: SetPasswordOutcome;
  readonly inspected?: InspectTokenOutcome;
}

/** A server whose use cases end so, and what reached them. */
async function studio(outcomes: Outcomes = {}) {
  const reached: string[] = [];
  const server = Hapi.server();
  const ends = <Outcome>(told: string, outcome: Outcome | undefined): Promise<Outcome> => {
    reached.push(told);
    return outcome === undefined ? Promise.reject(new Error('no outcome')) : Promise.resolve(outcome);
  };
  await server.register({
    plugin: crafterApi2Plugin,
    options: {
      requestReset: ({ username }) => ends(username, outcomes.asked),
      setPassword: ({ token, newPassword }) => ends(`${token} ${newPassword}`, outcomes.set),
      inspectToken: ({ token }) => ends(token, outcomes.inspected),
      onFault: () => {},
    },
  });
  return { port: await listen(server), reached };
}

const bodyOf = ({ body }: { readonly body: string }) => JSON.parse(body) as Record<string, unknown>;
const responseOf = (answer: { readonly body: string }) => bodyOf(answer)['response'] as Record<string, unknown>;

describe('GET forgot_password of API 2', () => {
  it('says in the envelope that a mail was sent if there is such a user', async () => {
    const { port } = await studio({ asked: { kind: 'accepted', username: 'jane' as SubmittedName } });
    const answer = await ask(port, 'GET', `${FORGOT}?username=jane`);
    expect(row(answer)).toEqual({
      status: 200,
      location: undefined,
      body: `{"response":{"code":0,"message":"OK","remedialAction":"","documentationUrl":""},"message":"${ASKED}"}`,
    });
  });

  it.each<RequestResetOutcome>([{ kind: 'unknown-user' }, { kind: 'externally-managed' }, { kind: 'no-mailbox' }])(
    'answers %j as it answers everybody',
    async (asked) => {
      const { port } = await studio({ asked });
      const answer = await ask(port, 'GET', `${FORGOT}?username=jane`);
      expect([answer.status, bodyOf(answer)['message']]).toEqual([200, ASKED]);
    },
  );

  it.each([
    ['a+b@example.com', 'a+b@example.com'],
    ['a%2Bb@example.com', 'a+b@example.com'],
    ['a%20b', 'a b'],
  ])('reads the name %s, which the page of Studio does not encode, as %s', async (sent, meant) => {
    const { port, reached } = await studio({ asked: BUSY });
    await ask(port, 'GET', `${FORGOT}?username=${sent}`);
    expect(reached).toEqual([meant]);
  });

  it('answers 400 with code 1001 where the name is missing, repeated or blank', async () => {
    const { port } = await studio({ asked: { kind: 'malformed' } });
    for (const query of ['', '?username=', '?username=a&username=b', '?username[]=a', '?username=%20']) {
      const answer = await ask(port, 'GET', FORGOT + query);
      expect([query, answer.status, responseOf(answer)['code']]).toEqual([query, 400, 1001]);
    }
  });
});

describe('POST set_password of API 2', () => {
  it.each<[SetPasswordOutcome, number, number]>([
    [{ kind: 'rejected', reasons: [{ code: 'common' }] }, 400, 6003],
    [{ kind: 'bad-token' }, 401, 2001],
    [{ kind: 'externally-managed' }, 403, 6002],
    [{ kind: 'user-gone' }, 404, 6000],
    [BUSY, 429, 1000],
  ])('answers %j with %i and code %i', async (set, status, code) => {
    const { port } = await studio({ set });
    const answer = await post(port, SET, CHOICE, AS_JSON);
    expect([answer.status, responseOf(answer)['code']]).toEqual([status, code]);
    expect('user' in bodyOf(answer)).toBe(false);
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '2' : undefined);
  });

  it('shows the user whose password was set, and minds no header or cookie of Studio', async () => {
    const { port, reached } = await studio({ set: changedFor('jane.doe') });
    const headers = { ...AS_JSON, 'X-XSRF-TOKEN': 'x', Cookie: 'XSRF-TOKEN=x' };
    const answer = await post(port, SET, CHOICE, headers);
    expect([answer.status, responseOf(answer)['code'], bodyOf(answer)['user']]).toEqual([
      200,
      0,
      {
        id: 7,
        username: 'jane.doe',
        firstName: 'Jane',
        lastName: '',
        email: 'jane.doe@example.com',
        enabled: true,
        externallyManaged: false,
      },
    ]);
    expect(reached).toEqual(['t n']);
  });

  it('keeps a key as text that a number of JSON would change', async () => {
    const changed = changedFor('jane.doe');
    if (changed.kind !== 'changed') throw new Error('no change');
    for (const key of ['9007199254740993', '0b1f', '007']) {
      const { port } = await studio({ set: { ...changed, user: { ...changed.user, key: key as UserKey } } });
      expect(bodyOf(await post(port, SET, CHOICE, AS_JSON))['user']).toMatchObject({ id: key });
    }
  });

  it.each(['{}', '{"token":"t"}', '{"token":"t","new":1}', '{"token":"t","new":"n","username":"other"}', '['])(
    'answers 400 with code 1001 to %s before anything else',
    async (body) => {
      const { port, reached } = await studio({ set: BUSY });
      const answer = await post(port, SET, body, AS_JSON);
      expect([answer.status, responseOf(answer)['code'], reached]).toEqual([400, 1001, []]);
    },
  );
});

describe('GET validate_token of API 2', () => {
  it.each<[InspectTokenOutcome, number, number]>([
    [{ kind: 'good' }, 200, 0],
    [{ kind: 'bad-token' }, 401, 2001],
    [{ kind: 'externally-managed' }, 403, 6002],
    [{ kind: 'user-gone' }, 404, 6000],
    [BUSY, 429, 1000],
  ])('answers %j with %i and code %i, and nothing beside', async (inspected, status, code) => {
    const { port, reached } = await studio({ inspected });
    const answer = await ask(port, 'GET', `${VALIDATE}?token=a-b_c`);
    expect([answer.status, responseOf(answer)['code']]).toEqual([status, code]);
    expect(Object.keys(bodyOf(answer))).toEqual(['response']);
    expect(reached).toEqual(['a-b_c']);
  });

  it.each(['', '?token=', '?token=a&token=b', '?token[]=a'])('answers 400 with code 1001 to %j', async (query) => {
    const { port, reached } = await studio({ inspected: { kind: 'good' } });
    const answer = await ask(port, 'GET', VALIDATE + query);
    expect([answer.status, responseOf(answer)['code'], reached]).toEqual([400, 1001, []]);
  });
});

describe('every call of API 2', () => {
  it('puts a fault and another verb into the envelope, without saying what it was', async () => {
    const { port } = await studio();
    const faulty = await ask(port, 'GET', `${FORGOT}?username=jane`);
    expect([faulty.status, responseOf(faulty)['code'], faulty.body]).toEqual([
      500,
      1000,
      expect.not.stringContaining('no outcome'),
    ]);
    const other = await post(port, FORGOT, CHOICE, AS_JSON);
    expect([other.status, responseOf(other)['code'], other.headers.get('allow')]).toEqual([405, 1001, 'GET']);
  });
});
