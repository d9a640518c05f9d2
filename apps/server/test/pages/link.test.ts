import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { NEW_PASSWORD, openStage } from '../journey/stage.ts';
import { choose, heading, openPagesStage, type PagesStage } from './pages-stage.ts';

const OTHER_PASSWORD = 'another long enough password';
const CHANGED = 'Your password is changed';
const DEAD = 'This link doesn’t work any more';

let pages: PagesStage;
beforeAll(async () => {
  pages = await openPagesStage();
});
afterAll(() => pages.close());

describe('a link', () => {
  it('leaves the address bar at once, and survives a reload', async () => {
    const page = await pages.visit();
    await page.goto(await pages.linkFor('reloader'));
    expect(page.url()).toBe(`${pages.url}/reset-password`);
    await page.reload();
    expect(await page.locator('#code').isVisible()).toBe(false);
    await choose(page, NEW_PASSWORD);
    expect(await heading(page)).toBe(CHANGED);
  });

  it('outlives a rejected password, with every failed rule named, and the back button', async () => {
    const page = await pages.visit();
    await page.goto(await pages.linkFor('picky'));
    await choose(page, 'password');
    const faults = await page.locator('#faults li').allTextContents();
    expect(faults).toEqual([
      'The password is too short: use at least 15 characters.',
      'Many people use this password, so it is easy to guess. Choose another one.',
    ]);
    expect(await page.locator('#password').inputValue()).toBe('');
    expect(await page.locator('#password').getAttribute('aria-describedby')).toMatch(/^faults /);
    await page.goBack();
    await choose(page, 'picky@example.test');
    expect(await page.locator('#faults').textContent()).toContain('Your e-mail address is too easy to guess');
    await choose(page, NEW_PASSWORD);
    expect(await heading(page)).toBe(CHANGED);
    expect(await pages.stage.opens('picky', NEW_PASSWORD)).toBe(true);
  });

  it('is spent once by whoever clicks twice, and says calmly that all is well to whoever comes back', async () => {
    const page = await pages.visit();
    await page.goto(await pages.linkFor('hasty'));
    const posts = () => pages.sent().split('POST /studio/reset-password').length;
    const before = posts();
    await page.locator('#password').fill(NEW_PASSWORD);
    await page.locator('main button[type=submit]').dblclick();
    await page.getByRole('heading', { name: CHANGED }).waitFor();
    expect(posts() - before).toBe(1);
    await page.reload();
    expect(await heading(page)).toBe(CHANGED);
    await page.goBack();
    await choose(page, OTHER_PASSWORD);
    expect(await heading(page)).toBe(DEAD);
    expect(await page.locator('main').textContent()).toContain('Have you just set a new password? Then all is well');
    expect(await pages.stage.opens('hasty', NEW_PASSWORD)).toBe(true);
  });

  it('in a second tab loses to the first, and leads to a new one with one click', async () => {
    const link = await pages.linkFor('twotabs');
    const [first, second] = [await pages.visit(), await pages.visit()];
    await Promise.all([first.goto(link), second.goto(link)]);
    await choose(first, NEW_PASSWORD);
    expect(await heading(first)).toBe(CHANGED);
    await choose(second, OTHER_PASSWORD);
    expect(await heading(second)).toBe(DEAD);
    await second.getByRole('link', { name: 'Get a new link' }).click();
    expect(await heading(second)).toBe('Forgot your password?');
    expect(await pages.stage.opens('twotabs', NEW_PASSWORD)).toBe(true);
  });

  it('opened where an older one stands takes its place, and stays through a change of language', async () => {
    const page = await pages.visit();
    await page.goto(`${pages.url}/reset-password#${'A'.repeat(43)}`);
    await page.goto(await pages.linkFor('latest'));
    await page.getByRole('link', { name: 'Deutsch' }).click();
    expect(await heading(page)).toBe('Neues Passwort wählen');
    await choose(page, 'kurz');
    expect(await page.locator('#faults').textContent()).toContain('mindestens 15 Zeichen');
    await choose(page, NEW_PASSWORD);
    expect(await heading(page)).toBe('Ihr Passwort ist geändert');
  });

  it('that has expired says so on a page, with the way to a new one', async () => {
    const stage = await openStage('sqlite', { REKEY_TOKEN_TTL: '1s' });
    onTestFinished(async () => void (await stage.close()));
    await stage.addUser('late', '--email', 'late@example.test');
    await stage.ask('late');
    const token = await stage.tokenMailedTo('late@example.test');
    const page = await pages.visit();
    await page.goto(`${stage.origin}/reset-password#${token}`);
    await expect.poll(async () => (await stage.validate(token)).status, { timeout: 5_000 }).toBe(401);
    await choose(page, NEW_PASSWORD);
    expect(await heading(page)).toBe(DEAD);
    expect(await page.getByRole('link', { name: 'Get a new link' }).isVisible()).toBe(true);
  });
});
