import { beforeEach, describe, expect, it } from 'vitest';
import { type Admin, openAdmin, TOKEN } from '../test/admin-under-test.ts';

let admin: Admin;
beforeEach(async () => {
  admin = await openAdmin();
});
const trail = async () => (await admin.store.readAudit()).map(({ event }) => event);

describe('adminPlugin', () => {
  it.each([
    ['no token', undefined],
    ['another token', `Bearer ${TOKEN.slice(0, -1)}x`],
    ['a longer one', `Bearer ${TOKEN}x`],
    ['an empty one', 'Bearer '],
    ['another scheme', `Basic ${TOKEN}`],
    ['the token alone', TOKEN],
  ])('answers 401 to %s, whatever is asked, and leaves probes open', async (_, authorization) => {
    for (const url of ['/api/letters', '/api/letters?limit=x', '/nowhere', '/', '/%zz', '/healthz/x', '//healthz']) {
      for (const method of ['GET', 'POST', 'PUT', 'OPTIONS']) {
        const headers = authorization === undefined ? {} : { authorization };
        const answer = await admin.server.inject({ method, url, headers });
        expect([answer.statusCode, answer.payload]).toEqual([401, '{"message":"Unauthorized"}']);
        expect(answer.headers['www-authenticate']).toBe('Bearer');
      }
    }
    expect((await admin.server.inject('/healthz')).statusCode).toBe(200);
    expect((await admin.server.inject('/readyz?x')).statusCode).toBe(200);
  });

  it('lists letters by user, state and age, newest first', async () => {
    for (const name of ['jane.doe', 'nobody']) await admin.ask(name);
    const id = await admin.settleAs('dead', '550 no such user jane.doe@example.com');
    const names = async (query: string) => {
      const { body } = await admin.call('GET', `/api/letters${query}`);
      return body.letters.map(({ username }: { username: string }) => username);
    };
    expect(await names('')).toEqual(['nobody', 'jane.doe']);
    expect(await names('?username=jane.doe')).toEqual(['jane.doe']);
    expect(await names('?state=pending&age=1h&limit=5')).toEqual(['nobody']);
    const { body } = await admin.call('GET', '/api/letters?state=dead');
    expect(body.letters).toEqual([
      {
        ...{ id, kind: 'reset', username: 'jane.doe', state: 'dead', attempts: 1 },
        reason: '550 no such user [...]@example.com',
        ...{ requestedAt: expect.stringMatching(/Z$/), dueAt: null, sentAt: null, lastError: null },
      },
    ]);
  });

  it('shows an address that was asked under only to who asks for it', async () => {
    await admin.ask('jane.doe@example.com');
    const [all] = (await admin.call('GET', '/api/letters')).body.letters;
    expect(all.username).toBe('[...]@example.com');
    const [one] = (await admin.call('GET', '/api/letters?username=jane.doe@example.com')).body.letters;
    expect(one.username).toBe('jane.doe@example.com');
  });

  it('gives a dead letter a new life, once, and keeps who did it', async () => {
    await admin.ask('jane.doe');
    const id = await admin.settleAs('dead', 'no');
    const retry = (n: string) => admin.call('POST', `/api/letters/${n}/retry`);
    expect(await retry(id)).toEqual({ status: 200, body: { message: 'OK' } });
    expect(await retry(id)).toEqual({ status: 409, body: { message: 'Letter is not dead' } });
    expect(await retry('99')).toEqual({ status: 404, body: { message: 'Letter not found' } });
    expect(await trail()).toMatchObject([{ kind: 'letter-retried', letterId: id, operator: 'desk' }]);
  });

  it('makes a link, and says why it makes none', async () => {
    const link = (username: string) => admin.call('POST', '/api/links', { payload: { username } });
    expect(await link('jane.doe')).toEqual({
      status: 200,
      body: { link: expect.stringMatching(/^https:\/\/id\.example\.com\/reset-password#[\w-]{43}$/) },
    });
    expect(await trail()).toMatchObject([{ kind: 'link-issued', username: 'jane.doe', operator: 'desk' }]);
    expect((await link('external')).status).toBe(403);
    expect((await link('nobody')).status).toBe(404);
    expect((await link('disabled')).status).toBe(409);
  });

  it('revokes links of one user, or all', async () => {
    const revoke = (payload: object) => admin.call('POST', '/api/tokens/revoke', { payload });
    await admin.call('POST', '/api/links', { payload: { username: 'jane.doe' } });
    expect(await revoke({ username: 'jane.doe' })).toEqual({ status: 200, body: { revoked: 1 } });
    expect(await revoke({ all: true })).toEqual({ status: 200, body: { revoked: 0 } });
    expect((await revoke({ username: 'nobody' })).status).toBe(404);
    expect((await trail()).slice(1)).toMatchObject([
      { kind: 'tokens-revoked', operator: 'desk' },
      { kind: 'all-tokens-revoked', operator: 'desk' },
    ]);
  });

  it('shows trail and backlog', async () => {
    await admin.call('POST', '/api/links', { payload: { username: 'jane.doe' } });
    const { body } = await admin.call('GET', '/api/audit?username=jane.doe&limit=1');
    expect(body.events).toMatchObject([{ kind: 'link-issued', username: 'jane.doe', operator: 'desk', count: null }]);
    expect((await admin.call('GET', '/api/audit?username=nobody')).status).toBe(404);
    await admin.ask('jane.doe');
    expect(await admin.call('GET', '/api/backlog')).toEqual({
      status: 200,
      body: { channelDown: null, overdueMs: expect.any(Number), waiting: 1, claimsFailForMs: null },
    });
  });

  it.each([
    ['GET', '/api/letters?limit=0', /"limit" must be/],
    ['GET', '/api/letters?limit=1&limit=2', /"limit" must be a number/],
    ['GET', '/api/letters?state=lost', /"state" must be one of \[pending, sent, skipped, dead\]/],
    ['GET', '/api/letters?age=1w', /"age" must be a number and s, m, h or d/],
    ['GET', '/api/letters?username=%00', /"username" must be 1 to 255 characters/],
    ['GET', '/api/letters?usrname=x', /"usrname" is not allowed/],
    ['POST', '/api/letters/x/retry', /"id" must be the number of a letter/],
  ])('says what is wrong with %s %s', async (method, url, reason) => {
    const { status, body } = await admin.call(method, url);
    expect([status, body.message]).toEqual([400, 'Invalid parameter(s)']);
    expect(body.reasons).toEqual([expect.stringMatching(reason)]);
  });

  it.each([
    [{}, /"username" is required/],
    [{ username: 1 }, /"username" must be a string/],
    [{ username: 'jane.doe', to: 'x@example.com' }, /"to" is not allowed/],
  ])('says what is wrong with a body %j', async (payload, reason) => {
    const { status, body } = await admin.call('POST', '/api/links', { payload });
    expect([status, body.reasons]).toEqual([400, [expect.stringMatching(reason)]]);
    expect(await trail()).toEqual([]);
  });

  it.each(['', 'a\tb', 'x'.repeat(65), 'a, b'])('wants to know who acts: not %j', async (operator) => {
    const headers = { 'x-rekey-operator': operator };
    const { status, body } = await admin.call('POST', '/api/links', { payload: { username: 'jane.doe' }, headers });
    expect([status, body.reasons]).toEqual([400, [expect.stringMatching(/"x-rekey-operator" must say who does it/)]]);
    expect(await trail()).toEqual([]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded'])('reads no body of type %s', async (type) => {
    const { status } = await admin.call('POST', '/api/links', {
      payload: { username: 'jane.doe' },
      headers: { 'content-type': type },
    });
    expect(status).toBe(400);
    expect(await trail()).toEqual([]);
  });

  it('says that it is ill without a word of why, and reports it', async () => {
    Object.assign(admin.store.backlog, { look: () => Promise.reject(new Error('secret')) });
    expect(await admin.call('GET', '/api/backlog')).toEqual({
      status: 500,
      body: { message: 'Internal server error' },
    });
    expect(admin.faults).toEqual([new Error('secret')]);
  });
});
