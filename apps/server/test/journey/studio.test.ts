import { describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES, NEW_PASSWORD, OLD_PASSWORD, openStage, type Stage } from './stage.ts';

const USERS = '/studio/api/2/users';
/** What Studio's page sends with every post; Rekey needs none of it. */
const AS_STUDIO = {
  'Content-Type': 'application/json',
  'X-XSRF-TOKEN': '5c0e0f4c-2a8f-4bb7-a4b2-2f0dcd5a1b11',
  Cookie: 'XSRF-TOKEN=5c0e0f4c-2a8f-4bb7-a4b2-2f0dcd5a1b11',
};

/** The calls that the login page of Studio makes, spelled as it spells them: nothing in a query is encoded. */
function loginPage({ request }: Stage) {
  return {
    /** What the page shows after "recover": one sentence for any success. */
    async recover(name: string) {
      const { status } = await request(`${USERS}/forgot_password?username=${name}`);
      return status === 200 ? 'If the user exists, a recovery email has been sent' : `error ${status}`;
    },
    /** What the page shows when it is opened with a token. */
    async open(token: string) {
      const { status } = await request(`${USERS}/validate_token?token=${token}`);
      return status === 200 ? 'a form' : 'Token validation failed.';
    },
    async reset(token: string, password: string) {
      const body = JSON.stringify({ token, new: password });
      const answer = await request(`${USERS}/set_password`, { method: 'POST', headers: AS_STUDIO, body });
      const { user } = answer.body as { readonly user?: { readonly username: string } | null };
      return user == null
        ? 'Error resetting password. Token may be invalid or expired.'
        : `the password is set for ${user.username}`;
    },
  };
}

describe.each(ENGINES)('the login page of Crafter Studio on %s', (engine) => {
  it('recovers a password by API 2, and tells nobody who has an account', async () => {
    const stage = await openStage(engine, {
      REKEY_BASE_PATH: '/studio',
      REKEY_CRAFTER_API2: 'on',
      REKEY_RESET_LINK: 'https://cms.example.test/studio/login?token={token}',
    });
    onTestFinished(async () => void (await stage.close()));
    await stage.addUser('jane+cms@example.test', '--email', 'jane@example.test');
    const page = loginPage(stage);

    expect(await page.recover('nobody')).toBe(await page.recover('jane+cms@example.test'));
    const mail = await stage.relay.waitForMail(({ envelope }) => envelope.to.includes('jane@example.test'));
    const [, token = ''] = /https:\/\/cms\.example\.test\/studio\/login\?token=([\w-]{43})$/m.exec(mail.text) ?? [];
    expect([await page.open(token), await page.open('x'.repeat(43))]).toEqual(['a form', 'Token validation failed.']);
    expect(await page.reset(token, 'short')).toMatch(/^Error resetting password/);
    expect(await page.reset(token, NEW_PASSWORD)).toBe('the password is set for jane+cms@example.test');
    expect(await page.reset(token, NEW_PASSWORD)).toMatch(/^Error resetting password/);
    expect(await page.open(token)).toBe('Token validation failed.');

    expect(await stage.opens('jane+cms@example.test', NEW_PASSWORD)).toBe(true);
    expect(await stage.opens('jane+cms@example.test', OLD_PASSWORD)).toBe(false);
  });

  it('finds no API 2 where nobody switched it on', async () => {
    const stage = await openStage(engine, { REKEY_BASE_PATH: '/studio' });
    onTestFinished(async () => void (await stage.close()));
    expect(await stage.request(`${USERS}/forgot_password?username=jane`)).toEqual({
      status: 404,
      location: null,
      body: { message: 'Not found' },
    });
  });
});
