import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JANE, type OpenArea, openArea, PATIENCE } from './open-area.ts';

const NEW = 'correct horse battery';

let area: OpenArea;

beforeEach(async () => {
  area = await openArea();
});

afterEach(async () => {
  await area.close();
  expect(area.faults).toEqual([]);
});

const signIn = async (password: string) => (await area.post('/sign-in', { login: JANE.login, password })).status;
const setPassword = (token: string, password: string) => area.post('/set-password', { token, password });

async function ask(): Promise<string> {
  await area.post('/forgot', { login: JANE.login });
  return area.codeInMail(1);
}

describe('the members area', () => {
  it('lets a member who forgot choose a new password with the code in the mail', async () => {
    expect(await signIn(JANE.password)).toBe(200);
    const code = await ask();
    expect(area.mailer.mails[0]?.to.address).toBe(JANE.mail);
    expect((await setPassword(code, NEW)).status).toBe(200);
    expect(await signIn(JANE.password)).toBe(401);
    expect(await signIn(NEW)).toBe(200);
  });

  it('refuses a code that was used', async () => {
    const code = await ask();
    await setPassword(code, NEW);
    expect((await setPassword(code, 'another long password')).status).toBe(410);
    expect(await signIn(NEW)).toBe(200);
  });

  it('tells the member that the password was changed', async () => {
    await setPassword(await ask(), NEW);
    await vi.waitUntil(() => area.mailer.mails.length === 2, PATIENCE);
    expect(area.mailer.mails[1]?.subject).toBe('Your password was changed');
    expect(area.mailer.mails[1]?.to.address).toBe(JANE.mail);
  });

  it('answers a stranger as it answers a member, and sends no mail', async () => {
    const member = await area.post('/forgot', { login: JANE.login });
    const stranger = await area.post('/forgot', { login: 'nobody.here' });
    expect(stranger).toEqual(member);
    await vi.waitUntil(() => area.events.filter(({ kind }) => kind !== 'claimed').length === 2, PATIENCE);
    expect(area.events).toContainEqual(expect.objectContaining({ kind: 'skipped', reason: 'unknown user' }));
    expect(area.mailer.mails.map(({ to }) => to.address)).toEqual([JANE.mail]);
  });

  it('says why a password is not good enough, and leaves the code good', async () => {
    const code = await ask();
    const { status, body } = await setPassword(code, 'brief words');
    expect(status).toBe(422);
    expect(body.reasons).toEqual([{ code: 'too-short', minimum: 15 }]);
    expect((await setPassword(code, NEW)).status).toBe(200);
  });
});
