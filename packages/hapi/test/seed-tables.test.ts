import { ask, post, row } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { AS_OPERATOR, startSystem } from './account-system.ts';
import { API, LOCATION, startServer } from './server-under-test.ts';

const NEW = 'SuperSecretPassword321#';

const forgot = (port: number, query: string) => ask(port, 'GET', `${API}/forgot-password.json${query}`);
const validate = (port: number, token: string) => ask(port, 'GET', `${API}/validate-token.json?token=${token}`);
const set = (port: number, body: object) =>
  post(port, `${API}/set-password.json`, JSON.stringify(body), { 'Content-Type': 'application/json' });
const says = (status: number, message: string, location?: string) => ({
  status,
  location,
  body: `{"message":"${message}"}`,
});

describe('the documented table of forgot-password.json', () => {
  it('200, Location .../user/get.json?username=jane.doe, OK', async () => {
    const { port } = await startSystem();
    expect(row(await forgot(port, '?username=jane.doe'))).toEqual(says(200, 'OK', `${LOCATION}jane.doe`));
  });

  it('400 Invalid parameter(s)', async () => {
    const { port } = await startSystem();
    for (const name of ['', '%20', 'a'.repeat(256), 'a%00', 'a%0Ab', 'a%7Fb', 'a%C2%85b', '%F0%9F%98%80'.repeat(256)]) {
      expect(row(await forgot(port, `?username=${name}`))).toEqual(says(400, 'Invalid parameter(s)'));
    }
    expect(row(await forgot(port, `?username=${'%F0%9F%98%80'.repeat(255)}`))).toEqual(says(404, 'User not found'));
  });

  it('403 Externally managed user', async () => {
    const { port } = await startSystem();
    expect(row(await forgot(port, '?username=ext'))).toEqual(says(403, 'Externally managed user'));
  });

  it('404 User not found', async () => {
    const { port } = await startSystem();
    for (const name of ['nobody', 'Jane.Doe', 'jane.doe%20', '%EF%BD%8Aane.doe', '%25', "'%20or%201=1"]) {
      expect(row(await forgot(port, `?username=${name}`))).toEqual(says(404, 'User not found'));
    }
  });

  it('500 Internal server error', async () => {
    const { port } = await startSystem();
    expect(row(await forgot(port, '?username=mute'))).toEqual(says(500, 'Internal server error'));
  });
});

describe('the documented table of set-password.json', () => {
  it('200, Location .../user/get.json?username=jane.doe, OK', async () => {
    const { port, token, opensWith } = await startSystem();
    expect(row(await set(port, { token: await token(), new: NEW }))).toEqual(says(200, 'OK', `${LOCATION}jane.doe`));
    expect(await opensWith(NEW)).toBe(true);
  });

  it('400 Invalid parameter(s), with the reasons of the policy, and the token stays good', async () => {
    const { port, token } = await startSystem();
    const good = await token();
    expect(row(await set(port, { token: good }))).toEqual(says(400, 'Invalid parameter(s)'));
    for (const [password, reasons] of [
      ['short', '[{"code":"too-short","minimum":15}]'],
      ['x'.repeat(257), '[{"code":"too-long","maximum":256}]'],
      ['Correct Horse Battery Staple', '[{"code":"common"}]'],
      ['rekey', '[{"code":"too-short","minimum":15},{"code":"is-service-name"}]'],
      ['Jane.Doe@example.com', '[{"code":"is-email"}]'],
    ]) {
      const answer = await set(port, { token: good, new: password });
      expect(row(answer)).toEqual({
        status: 400,
        location: undefined,
        body: `{"message":"Invalid parameter(s)","reasons":${reasons}}`,
      });
    }
    expect((await set(port, { token: good, new: NEW })).status).toBe(200);
  });

  it('401 Unauthorized', async () => {
    const { port, token, store, key } = await startSystem();
    const used = await token();
    await set(port, { token: used, new: NEW });
    const disabled = await token();
    await store.changeUser(key, { enabled: false });
    for (const bad of [used, disabled, 'x', `${used} `, used.toUpperCase(), 'A'.repeat(43), 'x'.repeat(8_000)]) {
      expect(row(await set(port, { token: bad, new: NEW }))).toEqual(says(401, 'Unauthorized'));
    }
  });

  it('403 Externally managed user', async () => {
    const { port, token, store, key } = await startSystem();
    const good = await token();
    await store.changeUser(key, { externallyManaged: true });
    expect(row(await set(port, { token: good, new: NEW }))).toEqual(says(403, 'Externally managed user'));
    expect(row(await validate(port, good))).toEqual(says(403, 'Externally managed user'));
  });

  it('404 User not found', async () => {
    const { port, token, store, key } = await startSystem();
    const good = await token();
    await store.removeUser(key);
    expect(row(await set(port, { token: good, new: NEW }))).toEqual(says(404, 'User not found'));
    expect(row(await validate(port, good))).toEqual(says(404, 'User not found'));
  });

  it('500 Internal server error', async () => {
    const port = await startServer({ setPassword: () => Promise.reject(new Error('SQLITE_FULL')) });
    expect(row(await set(port, { token: 't', new: NEW }))).toEqual(says(500, 'Internal server error'));
  });
});

describe('the other two routes', () => {
  it('validate-token says OK as often as it is asked, and consumes nothing', async () => {
    const { port, token } = await startSystem();
    const good = await token();
    for (let n = 0; n < 3; n += 1) expect(row(await validate(port, good))).toEqual(says(200, 'OK'));
    expect((await set(port, { token: good, new: NEW })).status).toBe(200);
    expect(row(await validate(port, good))).toEqual(says(401, 'Unauthorized'));
  });

  it('get shows the user that Location names', async () => {
    const { port } = await startSystem();
    const location = (await forgot(port, '?username=jane.doe')).headers.get('location') ?? '';
    const target = location.slice(location.indexOf(API));
    expect(row(await ask(port, 'GET', target, AS_OPERATOR))).toEqual({
      status: 200,
      location,
      body: '{"username":"jane.doe","first_name":"Jane","last_name":"Doe","email":"jane.doe@example.com","externally_managed":false}',
    });
    expect(row(await ask(port, 'GET', target))).toEqual(says(401, 'Unauthorized'));
  });
});

describe('a request that is wrong in two ways gets the earlier answer', () => {
  it('shape comes before the address limit, and costs no step of it', async () => {
    const { port, token } = await startSystem({ requests: 1 });
    await forgot(port, '?username[]=a');
    await forgot(port, '?username=%00');
    await set(port, { token: 't' });
    await validate(port, '');
    expect((await validate(port, await token())).status).toBe(200);
    expect((await forgot(port, '?username=%00')).status).toBe(400);
    expect((await set(port, { token: '', new: 'short' })).status).toBe(400);
    expect((await validate(port, '')).status).toBe(400);
  });

  it('the address limit, one for all three routes, comes before everything else', async () => {
    const { port, exhaustLimit } = await startSystem({ requests: 1 });
    await exhaustLimit();
    for (const answer of [
      await forgot(port, '?username=nobody'),
      await set(port, { token: 'bad', new: 'short' }),
      await validate(port, 'bad'),
    ]) {
      expect(row(answer)).toEqual(says(429, 'Too many requests'));
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    }
    expect((await ask(port, 'GET', `${API}/get.json?username=jane.doe`, AS_OPERATOR)).status).toBe(200);
  });

  it('the policy comes before the token, and the token before what the policy knows of the user', async () => {
    const { port } = await startSystem();
    expect((await set(port, { token: 'bad', new: 'short' })).status).toBe(400);
    expect((await set(port, { token: 'bad', new: 'jane.doe@example.com' })).status).toBe(401);
  });

  it('what is wrong with the user comes before a full letter box', async () => {
    const { port } = await startSystem({ maxPendingLetters: 0 });
    expect((await forgot(port, '?username=nobody')).status).toBe(404);
    const full = await forgot(port, '?username=jane.doe');
    expect(row(full)).toEqual(says(503, 'Service unavailable'));
    expect(full.headers.get('retry-after')).toBe('5');
  });

  it('the operator’s token comes before the name', async () => {
    const { port } = await startSystem();
    const get = (query: string, headers = {}) => ask(port, 'GET', `${API}/get.json${query}`, headers);
    for (const query of ['', '?username=%00', '?username=nobody']) expect((await get(query)).status).toBe(401);
    expect((await get('?username=%00', AS_OPERATOR)).status).toBe(400);
    expect((await get('?username=nobody', AS_OPERATOR)).status).toBe(404);
  });
});

describe('private answers', () => {
  it('are the same, header for header, for everybody', async () => {
    const { port } = await startSystem({ answers: 'private' });
    const answers = await Promise.all(
      ['jane.doe', 'ext', 'mute', 'nobody'].map((name) => forgot(port, `?username=${name}`)),
    );
    const seen = answers.map(({ status, headers, body }) => {
      const { location, date: _, ...others } = Object.fromEntries(headers);
      return JSON.stringify([status, others, location?.replace(/=.*/, '='), body]);
    });
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toContain('[200,');
  });
});
