import type { PasswordChosen, SetPasswordOutcome } from '@rekey/domain';
import { head, post, row, sendRaw } from '@rekey/laboratory';
import { describe, expect, it, vi } from 'vitest';
import { API, changedFor, LOCATION, startServer } from '../test/server-under-test.ts';

const PATH = `${API}/set-password.json`;
const JSON_TYPE = { 'Content-Type': 'application/json' };
const LENGTH = { 'Content-Length': '100' };
const GOOD = '{"token":"t","new":"n"}';
const INVALID = { status: 400, location: undefined, body: '{"message":"Invalid parameter(s)"}' };
const CHANGED: SetPasswordOutcome = changedFor('jane.doe');

async function serverThatAnswers(outcome: SetPasswordOutcome, bodyDeadlineMs = 5_000) {
  const chosen: PasswordChosen[] = [];
  const port = await startServer({
    bodyDeadlineMs,
    setPassword: async (what) => {
      chosen.push(what);
      return outcome;
    },
  });
  return { port, chosen };
}

/** Every request that reaches the use case would be answered 429: a 400 therefore came first. */
async function expectInvalid(send: (port: number) => ReturnType<typeof post>): Promise<void> {
  const { port, chosen } = await serverThatAnswers({ kind: 'too-many-requests', retryAfterMs: 1 });
  expect(row(await send(port))).toEqual(INVALID);
  expect(chosen).toEqual([]);
}

describe('POST set-password.json', () => {
  it.each<[SetPasswordOutcome, number, string]>([
    [CHANGED, 200, '{"message":"OK"}'],
    [
      { kind: 'rejected', reasons: [{ code: 'too-short', minimum: 15 }] },
      400,
      '{"message":"Invalid parameter(s)","reasons":[{"code":"too-short","minimum":15}]}',
    ],
    [
      { kind: 'rejected', reasons: [{ code: 'too-long', maximum: 256 }, { code: 'common' }, { code: 'is-email' }] },
      400,
      '{"message":"Invalid parameter(s)","reasons":[{"code":"too-long","maximum":256},{"code":"common"},{"code":"is-email"}]}',
    ],
    [{ kind: 'bad-token' }, 401, '{"message":"Unauthorized"}'],
    [{ kind: 'externally-managed' }, 403, '{"message":"Externally managed user"}'],
    [{ kind: 'user-gone' }, 404, '{"message":"User not found"}'],
    [{ kind: 'too-many-requests', retryAfterMs: 1_500 }, 429, '{"message":"Too many requests"}'],
  ])('answers %j with %i', async (outcome, status, body) => {
    const { port } = await serverThatAnswers(outcome);
    const answer = await post(port, PATH, GOOD, JSON_TYPE);
    expect(row(answer)).toEqual({ status, location: status === 200 ? `${LOCATION}jane.doe` : undefined, body });
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '2' : undefined);
  });

  it('signs nobody in: the answer to a success sets nothing in the browser and holds no token', async () => {
    const { port } = await serverThatAnswers(CHANGED);
    const { headers, body } = await post(port, PATH, GOOD, JSON_TYPE);
    expect([...headers.keys()].filter((name) => /cookie|authorization|token|session/.test(name))).toEqual([]);
    expect(body).toBe('{"message":"OK"}');
  });

  it('hands over token and password as they were sent, and where they came from', async () => {
    const { port, chosen } = await serverThatAnswers(CHANGED);
    const newPassword = ' pässwörd\u0000\n"😀" ';
    const body = {
      username: 'root',
      email: 'evil@example.com',
      new: newPassword,
      token: 't ',
      Token: 1,
      constructor: {},
    };
    expect((await post(port, PATH, JSON.stringify(body), JSON_TYPE)).status).toBe(200);
    expect(chosen).toEqual([{ token: 't ', newPassword, address: '127.0.0.1', stillWanted: expect.any(Function) }]);
  });

  it('names the stored user in Location, encoded', async () => {
    const { port } = await serverThatAnswers(changedFor('Jäne & co'));
    const answer = await post(port, `http://evil.example${PATH}?username=root`, GOOD, JSON_TYPE);
    expect(answer.headers.get('location')).toBe(`${LOCATION}J%C3%A4ne%20%26%20co`);
  });

  it.each(['null', '42', 'true', '["t"]', '{}', '{"$regex":".*"}', '""'])(
    'answers 400 when a field is %s',
    async (value) => {
      await expectInvalid((port) => post(port, PATH, `{"token":${value},"new":"n"}`, JSON_TYPE));
      await expectInvalid((port) => post(port, PATH, `{"token":"t","new":${value}}`, JSON_TYPE));
    },
  );

  it.each([
    '',
    'token=t&new=n',
    '[]',
    '[{"token":"t","new":"n"}]',
    '{"token":"t"}',
    '{"new":"n"}',
    '{"Token":"t","New":"n"}',
    '{"token ":"t","new":"n"}',
    '{"token":"t","token":"t","new":"n"}',
    '{"token":"t","new":"n","x":{"a":1,"a":2}}',
    '{"__proto__":{"token":"t","new":"n"}}',
    '{"token":"t","new":"n","__proto__":{}}',
    '{"token":"t","new":"\\ud800"}',
    '{"token":"t","new":"n","x":"\\udfff"}',
    '\ufeff{"token":"t","new":"n"}',
    '{"token":"t","new":"n"}x',
    '['.repeat(8_000),
  ])('answers 400 to the body %.60j', async (body) => {
    await expectInvalid((port) => post(port, PATH, body, JSON_TYPE));
  });

  it('answers 400 to bytes that are not UTF-8', async () => {
    await expectInvalid((port) => post(port, PATH, Buffer.from('{"token":"t","new":"\xff"}', 'latin1'), JSON_TYPE));
    await expectInvalid((port) => post(port, PATH, Buffer.from(GOOD, 'utf16le'), JSON_TYPE));
  });

  it.each<Record<string, string>>([
    {},
    { 'Content-Type': '' },
    { 'Content-Type': 'garbage' },
    { 'Content-Type': 'text/plain' },
    { 'Content-Type': 'application/xml' },
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    { 'Content-Type': 'multipart/form-data' },
    { 'Content-Type': 'application/json; charset=utf-16' },
    { 'Content-Type': 'application/json; charset=iso-8859-1' },
    { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    { 'Content-Type': 'application/json', 'Content-Encoding': 'nonsense' },
  ])('answers 400 to the headers %j', async (headers) => {
    await expectInvalid((port) => post(port, PATH, GOOD, headers));
  });

  it('takes a charset of utf-8 and the identity encoding', async () => {
    const { port } = await serverThatAnswers(CHANGED);
    const headers = { 'Content-Type': 'application/json; charset=UTF-8', 'Content-Encoding': 'identity' };
    expect((await post(port, PATH, GOOD, headers)).status).toBe(200);
  });

  it('takes a body of 8192 bytes and refuses one of 8193', async () => {
    const { port } = await serverThatAnswers(CHANGED);
    expect((await post(port, PATH, GOOD.padEnd(8_192), JSON_TYPE)).status).toBe(200);
    for (const size of [8_193, 65_536, 3_000_000]) {
      expect(row(await post(port, PATH, GOOD.padEnd(size), JSON_TYPE))).toEqual(INVALID);
    }
  });

  it('counts the bytes of chunked bodies, not what they declare', async () => {
    const { port } = await serverThatAnswers(CHANGED);
    const chunked = head('POST', PATH, { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' });
    const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
    expect((await sendRaw(port, chunked, chunk('{"token":"t",'), chunk('"new":"n"}'), '0\r\n\r\n')).status).toBe(200);
    const big = await sendRaw(port, chunked, chunk(GOOD), chunk(' '.repeat(8_192)), '0\r\n\r\n');
    expect(row(big)).toEqual(INVALID);
  });

  it('answers a client that waits for 100 Continue', async () => {
    const { port } = await serverThatAnswers(CHANGED);
    const headers = { ...JSON_TYPE, 'Content-Length': String(GOOD.length), Expect: '100-continue' };
    const answer = await sendRaw(port, head('POST', PATH, headers), GOOD);
    expect([answer.status, answer.body.slice(0, 15)]).toEqual([100, 'HTTP/1.1 200 OK']);
  });

  it('tells, however late, how a change ended that began in time', async () => {
    const setPassword = async ({ stillWanted }: PasswordChosen) => {
      const longAfter = Date.now() + 250;
      await vi.waitUntil(() => stillWanted?.() === false && Date.now() > longAfter);
      return CHANGED;
    };
    const port = await startServer({ deadlineMs: 60, bodyDeadlineMs: 50, setPassword });
    expect((await post(port, PATH, GOOD, JSON_TYPE)).status).toBe(200);
  });

  it('answers 400 to a body that does not arrive in time', async () => {
    const { port, chosen } = await serverThatAnswers(CHANGED, 50);
    for (const headers of [LENGTH, { 'Transfer-Encoding': 'chunked' }, { ...LENGTH, 'Content-Type': 'garbage' }]) {
      const answer = await sendRaw(port, head('POST', PATH, { ...JSON_TYPE, ...headers }), '1\r\n{');
      expect(row(answer)).toEqual(INVALID);
      expect(answer.headers.get('connection')).toBe('close');
    }
    expect(chosen).toEqual([]);
  });
});
