import { ask, post, type RawAnswer } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { API, accept, startServer } from '../test/server-under-test.ts';

const APP = 'https://app.example.com';
const STRANGER = 'https://evil.example';
const PREFLIGHT = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' };
const FORGOT = `${API}/forgot-password.json?username=jane`;
const SET = `${API}/set-password.json`;

const open = (corsOrigins?: readonly string[]) =>
  startServer({
    requestReset: accept,
    setPassword: async () => ({ kind: 'bad-token' }),
    ...(corsOrigins !== undefined && { corsOrigins }),
  });

const corsHeaders = ({ headers }: RawAnswer) => [...headers].filter(([name]) => name.startsWith('access-control'));

/** All but what changes from one answer to the next. */
const told = ({ status, headers, body }: RawAnswer) => ({
  status,
  body,
  headers: [...headers].filter(([name]) => name !== 'date'),
});

describe('a page on another origin', () => {
  it('may ask and choose, and reads what the answers say', async () => {
    const port = await open([APP]);
    const asked = await ask(port, 'GET', FORGOT, { Origin: APP });
    expect(asked.status).toBe(200);
    expect(Object.fromEntries(corsHeaders(asked))).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-expose-headers': 'location,retry-after',
    });
    const chosen = await post(port, SET, '{"token":"x","new":"y"}', {
      Origin: APP,
      'Content-Type': 'application/json',
    });
    expect(chosen.status).toBe(401);
    expect(chosen.headers.get('access-control-allow-origin')).toBe(APP);
    expect(chosen.headers.has('access-control-allow-credentials')).toBe(false);
  });

  it('hears before it posts JSON that it may', async () => {
    const answer = await ask(await open([APP]), 'OPTIONS', SET, { Origin: APP, ...PREFLIGHT });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
      vary: 'origin',
    });
  });

  it.each([
    ['another origin', { Origin: STRANGER, ...PREFLIGHT }],
    ['a subdomain', { Origin: 'https://x.app.example.com', ...PREFLIGHT }],
    ['http', { Origin: 'http://app.example.com', ...PREFLIGHT }],
    ['null', { Origin: 'null', ...PREFLIGHT }],
    ['another verb', { Origin: APP, 'Access-Control-Request-Method': 'DELETE' }],
    ['no verb', { Origin: APP }],
  ])('is told nothing where it is %s: 405 as ever', async (_, headers) => {
    const answer = await ask(await open([APP]), 'OPTIONS', SET, headers);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
    expect(corsHeaders(answer)).toEqual([]);
  });

  it('reads nothing of an answer that was for a stranger', async () => {
    const answer = await ask(await open([APP]), 'GET', FORGOT, { Origin: STRANGER });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBeUndefined();
  });

  it('never calls the route of the operator', async () => {
    const port = await open([APP]);
    const target = `${API}/get.json?username=jane`;
    const preflight = { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'authorization' };
    const asked = await ask(port, 'OPTIONS', target, { Origin: APP, ...preflight });
    expect([asked.status, corsHeaders(asked)]).toEqual([405, []]);
    expect(corsHeaders(await ask(port, 'GET', target, { Origin: APP }))).toEqual([]);
  });

  it('finds every answer byte for byte as it was where no origin is named', async () => {
    const [without, empty] = [await open(), await open([])];
    for (const [verb, target] of [
      ['GET', FORGOT],
      ['OPTIONS', SET],
      ['HEAD', FORGOT],
    ] as const) {
      const headers = { Origin: APP, ...PREFLIGHT };
      const answer = await ask(without, verb, target, headers);
      expect(told(answer)).toEqual(told(await ask(empty, verb, target, headers)));
      expect(told(answer)).toEqual(told(await ask(without, verb, target)));
      expect(corsHeaders(answer)).toEqual([]);
      expect(answer.headers.has('vary')).toBe(false);
    }
  });
});
