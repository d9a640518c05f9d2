import { once } from 'node:events';
import { connect } from 'node:net';
import Hapi, { type Request, type RequestEvent } from '@hapi/hapi';
import { Overloaded } from '@rekey/domain';
import { ask, post, row } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { API, accept, startServer } from '../test/server-under-test.ts';
import type { RouteFault } from './route-fault.ts';

const FORGOT = `${API}/forgot-password.json?username=jane.doe`;
const SET = `${API}/set-password.json`;
const JSON_TYPE = { 'Content-Type': 'application/json' };
const GOOD = '{"token":"t","new":"n"}';

describe('the faults behind rekeyPlugin', () => {
  it('answers a fault with 500 and tells only the log', async () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.5:5432');
    const faults: [RouteFault, Request][] = [];
    const logged: RequestEvent[] = [];
    const server = Hapi.server();
    server.events.on({ name: 'request', channels: 'app' }, (_, event) => logged.push(event));
    const fail = () => Promise.reject(cause);
    const all = { requestReset: fail, setPassword: fail, inspectToken: fail, lookUpUser: fail, operatorToken: 'x' };
    const port = await startServer({ ...all, onFault: (...told) => faults.push(told) }, server);

    const answers = [
      await ask(port, 'GET', FORGOT),
      await post(port, SET, GOOD, JSON_TYPE),
      await ask(port, 'GET', `${API}/validate-token.json?token=t`),
      await ask(port, 'GET', `${API}/get.json?username=jane.doe`, { Authorization: 'Bearer x' }),
    ];
    for (const answer of answers) {
      expect(row(answer)).toEqual({ status: 500, location: undefined, body: '{"message":"Internal server error"}' });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    expect(faults.map(([fault]) => [fault.message, fault.route, fault.cause])).toEqual(
      ['forgot-password', 'set-password', 'validate-token', 'get'].map((name) => [
        `${name}.json: failed`,
        `${name}.json`,
        cause,
      ]),
    );
    expect(faults[0]?.[1].path).toBe(`${API}/forgot-password.json`);
    expect(logged.map(({ error, tags }) => [error, tags])).toEqual(
      faults.map(([fault]) => [fault, ['rekey', 'error']]),
    );
  });

  it('answers a bound that is reached with 503 and when to come back, on every route, and calls it no fault', async () => {
    const faults: RouteFault[] = [];
    const overloaded = () => Promise.reject(new Overloaded('full', 1_500));
    const all = { requestReset: overloaded, setPassword: overloaded, inspectToken: overloaded, lookUpUser: overloaded };
    const port = await startServer({ ...all, operatorToken: 'x', onFault: (fault) => faults.push(fault) });
    for (const answer of [
      await ask(port, 'GET', FORGOT),
      await post(port, SET, GOOD, JSON_TYPE),
      await ask(port, 'GET', `${API}/validate-token.json?token=t`),
      await ask(port, 'GET', `${API}/get.json?username=jane.doe`, { Authorization: 'Bearer x' }),
    ]) {
      expect(row(answer)).toEqual({ status: 503, location: undefined, body: '{"message":"Service unavailable"}' });
      expect(answer.headers.get('retry-after')).toBe('2');
    }
    expect(faults).toEqual([]);
  });

  it('answers a fault that is no Error, and survives a listener that fails', async () => {
    for (const thrown of [undefined, null, 'text', { status: 200 }]) {
      const port = await startServer({
        requestReset: () => Promise.reject(thrown),
        onFault: () => {
          throw new Error('the listener is broken too');
        },
      });
      expect(row(await ask(port, 'GET', FORGOT))).toMatchObject({
        status: 500,
        body: '{"message":"Internal server error"}',
      });
    }
  });

  it('answers 503 after its deadline instead of hanging, and reports what fails later', async () => {
    const faults: string[] = [];
    let fail = (_: Error) => {};
    const port = await startServer({
      deadlineMs: 60,
      bodyDeadlineMs: 50,
      requestReset: () => new Promise((_, reject) => (fail = reject)),
      onFault: ({ message }) => faults.push(message),
    });
    const answer = await ask(port, 'GET', FORGOT);
    expect(row(answer)).toEqual({ status: 503, location: undefined, body: '{"message":"Service unavailable"}' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(faults).toEqual(['forgot-password.json: not answered']);
    fail(new Error('at last'));
    await expect.poll(() => faults).toEqual(['forgot-password.json: not answered', 'forgot-password.json: failed']);
  });

  it('survives clients that leave in the middle of a body', async () => {
    const server = Hapi.server();
    const port = await startServer({ requestReset: accept }, server);
    for (let n = 0; n < 20; n += 1) {
      const arrived = once(server.listener, 'request');
      const socket = connect(port, '127.0.0.1');
      socket.write(`POST ${SET} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{`);
      await arrived;
      socket.resetAndDestroy();
    }
    expect((await ask(port, 'GET', FORGOT)).status).toBe(200);
  });

  it('logs a warning once when somebody who is no trusted proxy forwards', async () => {
    const warnings: string[] = [];
    const logged: unknown[] = [];
    const server = Hapi.server();
    server.events.on('log', ({ data, tags }) => logged.push([data, tags]));
    const port = await startServer({ requestReset: accept, onWarning: (message) => warnings.push(message) }, server);
    await ask(port, 'GET', FORGOT, { 'X-Forwarded-For': '198.51.100.1' });
    await ask(port, 'GET', FORGOT, { 'X-Forwarded-For': '198.51.100.2' });
    expect(warnings).toEqual([expect.stringContaining('X-Forwarded-For from 127.0.0.1')]);
    expect(logged).toEqual([[warnings[0], ['rekey', 'warn']]]);
  });
});
