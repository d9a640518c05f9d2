import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { accessibilityFaults, eventually, freePort, type ScriptedSmtp, startScriptedSmtp } from '@rekey/laboratory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API } from '../journey/stage.ts';
import { heading, openPagesStage, type Page, type PagesStage } from './pages-stage.ts';

const TOKEN = 'of-the-admin-port-0123456789';
const REFUSED = { rcpt: '550 5.1.1 <jane@example.test> has no mailbox here' };

let relay: ScriptedSmtp;
let pages: PagesStage;
let port: number;
beforeAll(async () => {
  relay = await startScriptedSmtp(REFUSED);
  port = await freePort();
  pages = await openPagesStage({
    REKEY_SMTP_URL: `smtp://${relay.host}:${relay.port}?tls=off`,
    REKEY_ANSWERS: 'private',
    REKEY_ADMIN_PORT: String(port),
    REKEY_ADMIN_TOKEN: TOKEN,
    REKEY_ADMIN_TRUSTED_USER_HEADER: 'X-Forwarded-User',
  });
  await pages.stage.addUser('jane', '--email', 'jane@example.test');
  for (const name of ['jane', 'nobody']) {
    await pages.stage.request(`/studio${API}/forgot-password.json?username=${name}`);
  }
  const ended = async () => (await pages.stage.letters('jane'))[0]?.state === 'dead';
  await eventually('the relay refuses the letter', ended, 45_000);
});
afterAll(async () => {
  await pages.close();
  await relay.stop();
});

const at = (path: string) => `http://127.0.0.1:${port}/console${path}`;

async function signIn(page: Page, token = TOKEN, operator = 'jo of the desk'): Promise<void> {
  await page.goto(at(''));
  await page.locator('#operator').fill(operator);
  await page.locator('#token').fill(token);
  await page.locator('main button').click();
  await page.waitForLoadState();
}

async function press(page: Page, name: string): Promise<string | null> {
  await page.getByRole('button', { name }).first().click();
  return page.locator('.notice').textContent();
}

describe('the console', () => {
  it('answers "no mail came" and mends it, without script, and the trail says who did it', async () => {
    const page = await pages.visit({ javaScriptEnabled: false, viewport: { width: 1024, height: 800 } });
    await signIn(page, `${TOKEN}x`);
    expect(await page.locator('#faults li').textContent()).toBe('That is not the admin token.');
    await signIn(page, TOKEN, '<b>');
    expect(await page.locator('#faults li').textContent()).toMatch(/^Give a name of /);
    await signIn(page);
    expect(await heading(page)).toBe('No mail came?');

    const answered = async (name: string) => {
      await page.locator('#username').fill(name);
      await page.locator('main button').first().click();
      return page.locator('main section').first().textContent();
    };
    expect(await answered('nobody')).toContain('Nobody has exactly this name.');
    expect(await answered('jon')).toContain('Nobody has this name, and nothing is recorded under it.');
    const why = await answered('jane');
    expect(why).toContain('The mail relay refused it.');
    expect(why).toContain('550 5.1.1 <recipient> has no mailbox here');
    expect(await page.content()).not.toContain('jane@example.test');

    const made = await press(page, 'Make a one-time link');
    const link = made?.match(/\/reset-password#[\w-]{43}/)?.[0] ?? '';
    expect((await pages.stage.request(`/studio${API}/validate-token.json?token=${link.slice(-43)}`)).status).toBe(200);
    await page.reload();
    expect(await page.content()).not.toContain(link.slice(-43));
    expect(await press(page, 'End all links')).toBe('Links ended: 1.');
    expect((await pages.stage.request(`/studio${API}/validate-token.json?token=${link.slice(-43)}`)).status).toBe(401);

    relay.follow({});
    expect(await press(page, 'Send again')).toBe('The letter is due now.');
    await eventually(
      'the letter is sent',
      async () => (await pages.stage.letters('jane'))[0]?.state === 'sent',
      45_000,
    );
    expect(await answered('jane')).toContain('The mail relay took it');
    const { stdout } = await pages.stage.rekey(['audit', '--json', '--username', 'jane']);
    const deeds = JSON.parse(stdout).filter(({ operator }: { operator: string | null }) => operator !== null);
    expect(deeds).toMatchObject([
      { kind: 'letter-retried', operator: 'jo of the desk' },
      { kind: 'tokens-revoked', operator: 'jo of the desk' },
      { kind: 'link-issued', operator: 'jo of the desk' },
    ]);

    await page.getByRole('link', { name: 'Audit trail' }).click();
    expect(await page.locator('tbody').textContent()).toContain('One-time link made');
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await heading(page)).toBe('Sign in to the console');
    await page.goto(at('/user?username=jane'));
    expect(await heading(page)).toBe('Sign in to the console');
  });

  it.each(['light', 'dark'] as const)('axe finds nothing wrong in the %s theme, on any page', async (colorScheme) => {
    const page = await pages.visit({ colorScheme, viewport: { width: 1024, height: 800 } });
    await page.goto(at('/sign-in'));
    expect(await accessibilityFaults(page)).toEqual([]);
    await signIn(page, 'wrong');
    expect(await accessibilityFaults(page)).toEqual([]);
    await signIn(page);
    for (const path of [
      '/user',
      '/user?username=jane',
      '/user?username=%01',
      '/letters',
      '/letters?state=pending',
      '/audit',
    ]) {
      await page.goto(at(path));
      expect([path, await accessibilityFaults(page)]).toEqual([path, []]);
    }
    await page.goto(at('/letters'));
    await page.locator('summary').click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['en', 'ltr', 'No mail came?'],
    ['de-AT', 'ltr', 'Keine E-Mail angekommen?'],
    ['fr', 'ltr', 'Aucun e-mail reçu ?'],
    ['es-MX', 'ltr', '¿No llegó el correo?'],
    ['ar', 'rtl', 'لم تصل الرسالة؟'],
  ])('speaks %s, and fits a phone', async (locale, direction, title) => {
    const page = await pages.visit({ locale });
    await signIn(page);
    expect([await heading(page), await page.locator('html').getAttribute('dir')]).toEqual([title, direction]);
    for (const path of ['/user?username=jane', '/letters', '/audit']) {
      await page.goto(at(path));
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 320]);
      expect([path, await accessibilityFaults(page)]).toEqual([path, []]);
    }
    await page.context().close();
  });

  it('keeps the language that was chosen by hand, and the name that was looked up', async () => {
    const page = await pages.visit();
    await signIn(page);
    await page.goto(at('/user?username=jane'));
    await page.getByRole('link', { name: 'Deutsch' }).click();
    expect(await page.locator('#username').inputValue()).toBe('jane');
    await page.locator('.search button').click();
    expect([await heading(page), await page.locator('h2').first().textContent()]).toEqual([
      'Keine E-Mail angekommen?',
      'Was aus jeder E-Mail wurde',
    ]);
  });

  it('believes no header of an address that it does not trust, and leads to nothing else of the port', async () => {
    const named = await fetch(at('/user'), { headers: { 'X-Forwarded-User': 'root' }, redirect: 'manual' });
    expect([named.status, named.headers.get('location')]).toEqual([303, 'sign-in']);
    for (const path of [
      '/console/../api/letters',
      '/console/%2e%2e/api/letters',
      '/console/pages/..%2f..%2fapi/letters',
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 /);
    }
    expect((await fetch(`${pages.stage.origin}/console`)).status).toBe(404);
    expect(pages.complaints).toEqual([]);
    expect(pages.stage.server.stdout()).not.toMatch(new RegExp(`${TOKEN}|reset-password#`));
  });
});
