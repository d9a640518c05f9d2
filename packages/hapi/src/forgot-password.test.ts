import type { RequestResetOutcome, ResetAsked } from '@rekey/domain';
import type { ClientAddress, SubmittedName } from '@rekey/domain/values';
import { ask, row, sendRaw } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { API, LOCATION, startServer } from '../test/server-under-test.ts';
import type { RouteFault } from './route-fault.ts';

const PATH = `${API}/forgot-password.json`;

const accepted = (username: string): RequestResetOutcome => ({ kind: 'accepted', username: username as SubmittedName });

async function serverThatAnswers(outcome: (asked: ResetAsked) => RequestResetOutcome) {
  const asked: ResetAsked[] = [];
  const faults: RouteFault[] = [];
  const port = await startServer({
    requestReset: async (what) => {
      asked.push(what);
      return outcome(what);
    },
    onFault: (fault) => faults.push(fault),
  });
  return { port, asked, faults };
}

describe('GET forgot-password.json', () => {
  it.each<[RequestResetOutcome, number, string]>([
    [accepted('jane.doe'), 200, 'OK'],
    [{ kind: 'malformed' }, 400, 'Invalid parameter(s)'],
    [{ kind: 'externally-managed' }, 403, 'Externally managed user'],
    [{ kind: 'unknown-user' }, 404, 'User not found'],
    [{ kind: 'too-many-requests', retryAfterMs: 1 }, 429, 'Too many requests'],
    [{ kind: 'no-mailbox' }, 500, 'Internal server error'],
    [{ kind: 'overloaded', retryAfterMs: 1 }, 503, 'Service unavailable'],
  ])('answers %j with %i', async (outcome, status, message) => {
    const { port } = await serverThatAnswers(() => outcome);
    const answer = await ask(port, 'GET', `${PATH}?username=jane.doe`);
    expect(row(answer)).toEqual({
      status,
      location: status === 200 ? `${LOCATION}jane.doe` : undefined,
      body: `{"message":"${message}"}`,
    });
  });

  it.each([
    ['jane.doe', 'jane.doe', 'jane.doe'],
    ['jane+doe', 'jane doe', 'jane%20doe'],
    ['a%26b%3Dc%2F%3F%23', 'a&b=c/?#', 'a%26b%3Dc%2F%3F%23'],
    ['%E2%82%AC%c3%bc', '€ü', '%E2%82%AC%C3%BC'],
    ["!'()*~", "!'()*~", "!'()*~"],
    ['http://evil.example/', 'http://evil.example/', 'http%3A%2F%2Fevil.example%2F'],
    ['%F0%9F%98%80&lang=de', '😀', '%F0%9F%98%80'],
  ])('hands %s over as it was meant, and names it in Location', async (query, username, encoded) => {
    const { port, asked } = await serverThatAnswers((what) => accepted(what.username));
    const answer = await ask(port, 'GET', `${PATH}?username=${query}`);
    expect(asked).toEqual([{ username, address: '127.0.0.1' as ClientAddress }]);
    expect(row(answer)).toEqual({ status: 200, location: LOCATION + encoded, body: '{"message":"OK"}' });
  });

  it.each([
    '',
    '?',
    '?user=jane',
    '?username=a&username=b',
    '?username[]=a',
    '?username[]=a&username=b',
    '?username%5B0%5D=a',
    '?username.x=a&username=b',
    '?username=%zz',
    '?username=%FF',
    '?username=jane&x=%FF',
    '?username=jane#fragment',
  ])('answers 400 to the query %j without a step of any limit', async (query) => {
    const { port, asked } = await serverThatAnswers(() => ({ kind: 'too-many-requests', retryAfterMs: 1 }));
    const answer = await ask(port, 'GET', PATH + query);
    expect(row(answer)).toEqual({ status: 400, location: undefined, body: '{"message":"Invalid parameter(s)"}' });
    expect(asked).toEqual([]);
  });

  it.each([
    [1, '1'],
    [1_000, '1'],
    [1_001, '2'],
    [59_999.5, '60'],
    [0, '1'],
  ])('rounds a wait of %d ms up to %s s', async (retryAfterMs, seconds) => {
    for (const kind of ['too-many-requests', 'overloaded'] as const) {
      const { port } = await serverThatAnswers(() => ({ kind, retryAfterMs }));
      const answer = await ask(port, 'GET', `${PATH}?username=jane.doe`);
      expect(answer.headers.get('retry-after')).toBe(seconds);
    }
  });

  it('tells the operator, and nobody else, why there is no mailbox', async () => {
    const { port, faults } = await serverThatAnswers(() => ({ kind: 'no-mailbox' }));
    const answer = await ask(port, 'GET', `${PATH}?username=jane.doe`);
    await ask(port, 'GET', `${PATH}?username=jane.doe%40example.com`);
    await ask(port, 'GET', `${PATH}?username=jane%EF%BC%A0example.com`);
    expect(answer.body).toBe('{"message":"Internal server error"}');
    expect(faults.map(({ message }) => message)).toEqual([
      'forgot-password.json: user "jane.doe" has no usable e-mail address',
      'forgot-password.json: user "***@example.com" has no usable e-mail address',
      'forgot-password.json: user "***＠example.com" has no usable e-mail address',
    ]);
  });

  it('makes Location from the public URL, whatever the request says', async () => {
    const { port } = await serverThatAnswers(() => accepted('jane.doe'));
    const lies = {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'http',
      Forwarded: 'host=evil.example',
    };
    for (const target of [PATH, `http://evil.example${PATH}`, `https://u@evil.example:1${PATH}`]) {
      const answer = await ask(port, 'GET', `${target}?username=jane.doe`, lies);
      expect(row(answer)).toEqual({ status: 200, location: `${LOCATION}jane.doe`, body: '{"message":"OK"}' });
    }
  });

  it('counts a client by its own address, or by a trusted proxy’s word', async () => {
    const { port, asked } = await serverThatAnswers(() => accepted('jane.doe'));
    await ask(port, 'GET', `${PATH}?username=jane.doe`, { 'X-Forwarded-For': '198.51.100.1' });
    expect(asked.map(({ address }) => address)).toEqual(['127.0.0.1']);

    const proxied: ResetAsked[] = [];
    const behindProxy = await startServer({
      trustedProxies: ['127.0.0.0/8'],
      requestReset: async (what) => {
        proxied.push(what);
        return accepted('jane.doe');
      },
    });
    await ask(behindProxy, 'GET', `${PATH}?username=jane.doe`, { 'X-Forwarded-For': '1.1.1.1, 198.51.100.1' });
    const lines = 'X-Forwarded-For: 198.51.100.2\r\nX-Forwarded-For: 198.51.100.3\r\nX-Forwarded-For: 127.0.0.9\r\n';
    await sendRaw(
      behindProxy,
      `GET ${PATH}?username=jane.doe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines}\r\n`,
    );
    expect(proxied.map(({ address }) => address)).toEqual(['198.51.100.1', '198.51.100.3']);
  });
});
