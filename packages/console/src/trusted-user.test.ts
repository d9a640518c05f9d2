import { describe, expect, it } from 'vitest';
import { cookieOf, openConsole, secretIn } from '../test/console-under-test.ts';

const LINK = { act: 'link', username: 'jane.doe' };
type Desk = Awaited<ReturnType<typeof openConsole>>;
const deedsOf = async (desk: Desk) => (await desk.store.readAudit()).map(({ event }) => event);

describe('the header of a trusted proxy', () => {
  const PROXY = '192.0.2.200';
  const options = { trustedProxies: [PROXY], trustedUserHeader: 'X-Forwarded-User' };
  const NAMED = { 'x-forwarded-user': 'jo@example.com' };

  it('signs in whom it names, who still needs the secret of the form', async () => {
    const desk = await openConsole(options);
    const page = await desk.get('/user', NAMED, PROXY);
    expect(page.payload).toContain('Signed in: jo@example.com');
    const headers = { ...NAMED, cookie: cookieOf(page) };
    expect((await desk.post('/user', LINK, headers, PROXY)).statusCode).toBe(403);
    await desk.post('/user', { ...LINK, secret: secretIn(page.payload) }, headers, PROXY);
    expect(await deedsOf(desk)).toMatchObject([{ kind: 'link-issued', operator: 'jo@example.com' }]);
  });

  it('is ignored from any other address, and where no setting names it', async () => {
    const desk = await openConsole(options);
    expect((await desk.get('/user', NAMED)).headers.location).toBe('sign-in');
    expect((await desk.get('/user', {}, PROXY)).headers.location).toBe('sign-in');
    expect((await desk.get('/user', { 'x-forwarded-user': 'jo, root' }, PROXY)).headers.location).toBe('sign-in');
    const forwarded = { ...NAMED, 'x-forwarded-for': PROXY };
    expect((await desk.get('/user', forwarded)).headers.location).toBe('sign-in');
    const withoutSetting = await openConsole({ trustedProxies: [PROXY] });
    expect((await withoutSetting.get('/user', NAMED, PROXY)).headers.location).toBe('sign-in');
  });

  it('is needed for each request: its session is worth nothing without it, or with another name', async () => {
    const desk = await openConsole(options);
    const page = await desk.get('/user', NAMED, PROXY);
    const cookie = cookieOf(page);
    expect((await desk.get('/user', { cookie })).headers.location).toBe('sign-in');
    const form = { ...LINK, secret: secretIn(page.payload) };
    const asAnother = { cookie, 'x-forwarded-user': 'another' };
    expect((await desk.post('/user', form, asAnother, PROXY)).statusCode).toBe(403);
    expect(await deedsOf(desk)).toEqual([]);
  });
});
