import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD } from '../journey/stage.ts';
import { openPagesStage, type PagesStage, SIGN_IN } from './pages-stage.ts';

let pages: PagesStage;
beforeAll(async () => {
  pages = await openPagesStage();
});
afterAll(() => pages.close());

describe('whoever forgot a password', () => {
  it('asks, follows the link in the mail, chooses a new one, and is led to where people sign in', async () => {
    const { stage, url } = pages;
    await stage.addUser('jane', '--email', 'jane@example.test');
    const page = await pages.visit();
    await page.goto(`${url}/forgot-password`);
    // A phone's keyboard leaves a blank.
    await page.getByLabel('User name').fill('jane ');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Look in your mail' }).waitFor();

    const token = await stage.tokenMailedTo('jane@example.test');
    await page.goto(`${url}/reset-password#${token}`);
    await page.getByLabel('New password').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await page.getByRole('heading', { name: 'Your password is changed' }).waitFor();
    expect(await page.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe(SIGN_IN);
    expect(await page.context().cookies()).toEqual([]);
    expect([await stage.opens('jane', OLD_PASSWORD), await stage.opens('jane', NEW_PASSWORD)]).toEqual([false, true]);
  });

  it('does all of it without script, with the code that the mail shows', async () => {
    const { stage, url } = pages;
    await stage.addUser('noscript', '--email', 'noscript@example.test');
    const page = await pages.visit({ javaScriptEnabled: false });
    await page.goto(`${url}/forgot-password`);
    await page.getByLabel('User name').fill('noscript');
    await page.getByRole('button', { name: 'Send the link' }).click();

    const token = await stage.tokenMailedTo('noscript@example.test');
    await page.goto(`${url}/reset-password#${token}`);
    await page.getByLabel('Code from the mail').fill(` ${token}\n`);
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Set the new password' }).click();
    expect(await page.locator('#faults').textContent()).toContain('at least 15 characters');
    expect(await page.locator('#faults').evaluate((faults) => faults === faults.ownerDocument.activeElement)).toBe(
      true,
    );
    await page.getByLabel('New password').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await page.getByRole('heading', { name: 'Your password is changed' }).waitFor();
    expect(await stage.opens('noscript', NEW_PASSWORD)).toBe(true);
  });
});
