import { Overloaded } from '@rekey/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { cookieOf, openConsole, secretIn, TOKEN } from '../test/console-under-test.ts';

let desk: Awaited<ReturnType<typeof openConsole>>;
beforeEach(async () => {
  desk = await openConsole();
});
const deeds = async () => (await desk.store.readAudit()).map(({ event }) => event);
const LINK = { act: 'link', username: 'jane.doe' };

async function signedIn() {
  const { cookie } = await desk.signIn();
  const { payload } = await desk.get('/user?username=jane.doe', { cookie });
  return { cookie, secret: secretIn(payload) };
}

describe('consolePlugin', () => {
  it.each(['/user', '/letters', '/audit', '/sign-out'])('shows nothing of %s to who is not signed in', async (path) => {
    const { statusCode, headers, payload } = await desk.get(path);
    expect([statusCode, headers.location, payload]).toEqual([303, 'sign-in', '']);
  });

  it('sends every page so that nobody keeps, frames or sniffs it', async () => {
    const { cookie } = await desk.signIn();
    for (const path of ['/sign-in', '/user?username=jane.doe', '/letters', '/audit']) {
      const { headers } = await desk.get(path, path === '/sign-in' ? {} : { cookie });
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
    }
  });

  it('keeps the session in a cookie that no script and no other site can use', async () => {
    const plain = (await desk.signIn()).answer;
    expect(plain.headers.location).toBe('user');
    expect(String(plain.headers['set-cookie'])).toMatch(
      /^rekey-console=[\w-]{43}; Path=\/console; HttpOnly; SameSite=Strict$/,
    );
    const overTls = (await desk.signIn({ 'x-forwarded-proto': 'https' })).answer;
    expect(String(overTls.headers['set-cookie'])).toMatch(/; SameSite=Strict; Secure$/);
  });

  it('refuses a form without a session, and one without the secret of its session', async () => {
    const { cookie, secret } = await signedIn();
    const other = await signedIn();
    const wrong = [
      await desk.post('/user', { ...LINK, secret }),
      await desk.post('/user', LINK, { cookie }),
      await desk.post('/user', { ...LINK, secret: other.secret }, { cookie }),
      await desk.post('/letters', { act: 'retry', id: '1', secret: '' }, { cookie }),
      await desk.post('/sign-out', {}, { cookie }),
      await desk.post('/user', { ...LINK, secret }, { cookie, 'sec-fetch-site': 'cross-site' }),
    ];
    expect(wrong.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403, 403, 403]);
    expect(await deeds()).toEqual([]);
    expect((await desk.get('/user', { cookie })).statusCode).toBe(200);
  });

  it('refuses acts that no form of its own asks for', async () => {
    const { cookie, secret } = await signedIn();
    for (const form of [
      { act: 'all' },
      { act: 'retry', id: '0' },
      { act: 'retry', id: 'x' },
      { act: 'link', username: '' },
    ]) {
      const { statusCode } = await desk.post('/user', { username: 'jane.doe', ...form, secret }, { cookie });
      expect(statusCode).toBe(400);
    }
    expect((await desk.post('/audit', { ...LINK, secret }, { cookie })).statusCode).toBe(400);
    expect((await desk.post('/letters', { ...LINK, secret }, { cookie })).statusCode).toBe(400);
    expect(await deeds()).toEqual([]);
  });

  it('shows a one-time link once, and the trail says who made it', async () => {
    const { cookie, secret } = await signedIn();
    const answer = await desk.post('/user', { ...LINK, secret }, { cookie });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, 'user?username=jane.doe']);
    const pages = [
      await desk.get('/user?username=jane.doe', { cookie }),
      await desk.get('/user?username=jane.doe', { cookie }),
    ].map(({ payload }) => payload.includes('https://id.example.com/reset-password#'));
    expect(pages).toEqual([true, false]);
    expect(await deeds()).toMatchObject([{ kind: 'link-issued', username: 'jane.doe', operator: 'jo' }]);
  });

  it('masks addresses in what relays say and in lists of everybody’s letters', async () => {
    await desk.ask('jane.doe@example.com');
    const id = await desk.settle({
      state: 'dead',
      reason: 'refused by the relay: 550 jane.doe@example.com is unknown',
    });
    const { cookie, secret } = await signedIn();
    const letters = await desk.get('/letters?state=dead', { cookie });
    await desk.post('/letters', { act: 'retry', id, secret }, { cookie });
    expect(await deeds()).toMatchObject([{ kind: 'letter-retried', operator: 'jo' }]);
    for (const { payload } of [letters, await desk.get('/audit', { cookie })]) {
      expect(payload).toContain('[...]@example.com');
      expect(payload).not.toContain('jane.doe@');
    }
    expect(letters.payload).toContain('550 [...]@example.com is unknown');
  });

  it('says why a mail still waits, until when, and that the relay is away', async () => {
    await desk.ask('jane.doe');
    const error = 'connection refused by mx of jane.doe@example.com';
    await desk.settle({ state: 'pending', delayMs: 60_000, error, doubt: false, blame: 'channel' });
    const { cookie } = await desk.signIn();
    const { payload } = await desk.get('/user?username=jane.doe', { cookie });
    expect(payload).toMatch(
      /Not delivered yet\. Next try: [^<]+\. <span class="aside">Reported: <q dir="auto">connection refused/,
    );
    expect(payload).toContain('The mail relay cannot be used.');
    expect(payload).not.toContain('jane.doe@');
  });

  it('says 503 and when to come back at a bound, and 500 at a fault', async () => {
    const { cookie } = await desk.signIn();
    for (const [fault, status, later] of [
      [new Overloaded('full'), 503, '2'],
      [new Error('no'), 500, undefined],
    ] as const) {
      Object.assign(desk.store.letters, { list: () => Promise.reject(fault) });
      const { statusCode, headers } = await desk.get('/letters', { cookie });
      expect([statusCode, headers['retry-after']]).toEqual([status, later]);
    }
  });

  it('ends the session that a browser had when it signs in anew', async () => {
    const { cookie } = await desk.signIn();
    await desk.signIn({ cookie });
    expect((await desk.get('/user', { cookie })).headers.location).toBe('sign-in');
  });

  it('ends a session at sign-out, for whoever kept the cookie, too', async () => {
    const { cookie, secret } = await signedIn();
    const answer = await desk.post('/sign-out', { secret }, { cookie });
    expect([answer.headers.location, cookieOf(answer)]).toEqual(['sign-in', 'rekey-console=']);
    expect((await desk.get('/user', { cookie })).headers.location).toBe('sign-in');
  });

  it('slows guesses down and lets the right token in from elsewhere', async () => {
    const attempt = async (token: string, address: string) =>
      (await desk.post('/sign-in', { operator: 'jo', token }, {}, address)).statusCode;
    const guesses: number[] = [];
    for (let times = 0; times < 5; times += 1) guesses.push(await attempt('wrong', '192.0.2.66'));
    expect(guesses).toEqual([403, 403, 403, 403, 429]);
    expect(await attempt(TOKEN, '192.0.2.66')).toBe(429);
    expect(await attempt(TOKEN, '192.0.2.7')).toBe(303);
    desk.clock.nowMs += 1_000;
    expect(await attempt(TOKEN, '192.0.2.66')).toBe(303);
  });
});
