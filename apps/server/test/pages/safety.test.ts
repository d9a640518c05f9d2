import { gzipSync } from 'node:zlib';
import { printFigures, quantile } from '@rekey/laboratory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEW_PASSWORD } from '../journey/stage.ts';
import { choose, heading, openPagesStage, type Page, type PagesStage } from './pages-stage.ts';

let pages: PagesStage;
beforeAll(async () => {
  pages = await openPagesStage();
});
afterAll(() => pages.close());

const LEAST_RULES = "default-src 'none'";
const FIRST_PAINT = `new Promise((done) =>
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type: 'paint', buffered: true }))`;
const MAX_BYTES = 30 * 1_024;

describe('the pages', () => {
  it('load nothing from anybody else, run nothing inline, and keep the token out of request lines, headers and logs', async () => {
    const link = await pages.linkFor('quiet');
    const token = link.slice(-43);
    const page = await pages.visit();
    const response = await page.goto(link);
    expect(response?.headers()['content-security-policy']).toContain(LEAST_RULES);
    await choose(page, 'short');
    await page.getByRole('link', { name: 'Français' }).click();
    await choose(page, NEW_PASSWORD);
    expect(await heading(page)).toBe('Votre mot de passe est changé');

    const { origin } = new URL(pages.url);
    expect(pages.requests.length).toBeGreaterThan(5);
    expect(pages.requests.filter((url) => !url.startsWith(`${origin}/studio/`))).toEqual([]);
    expect(pages.complaints).toEqual([]);
    expect(pages.sent()).toContain(`code=${token}`);
    expect(pages.sent().replaceAll(`code=${token}`, '')).not.toContain(token);
    expect(pages.sent()).not.toMatch(/^(referer|cookie):/im);
    expect(pages.stage.server.stdout()).toContain('/studio/reset-password');
    expect(pages.stage.server.stdout() + pages.stage.server.stderr()).not.toContain(token);
  });

  it('leave the link alive when a scanner has opened every link of the mail and pressed every button', async () => {
    const link = await pages.linkFor('scanned');
    const mail = pages.stage.relay.mails.find(({ envelope }) => envelope.to.includes('scanned@example.test'));
    const scanner = await pages.visit();
    await scanner.setContent(mail?.html ?? '');
    const own = (hrefs: (string | null)[]) => hrefs.flatMap((href) => (href?.startsWith(pages.url) ? [href] : []));
    const hrefs = own(await Promise.all((await scanner.locator('a').all()).map((a) => a.getAttribute('href'))));
    expect(hrefs).toContain(link);
    for (const href of hrefs) await pressEverything(scanner, href);

    const page = await pages.visit();
    await page.goto(link);
    await choose(page, NEW_PASSWORD);
    expect(await heading(page)).toBe('Your password is changed');
    expect(await pages.stage.opens('scanned', NEW_PASSWORD)).toBe(true);
  });

  it('let whoever knows the user name say that it was somebody else, and then the link is dead', async () => {
    const link = await pages.linkFor('bystander');
    const mail = pages.stage.relay.mails.find(({ envelope }) => envelope.to.includes('bystander@example.test'));
    const page = await pages.visit();
    await page.goto(/\S+\/not-me#\S+/.exec(mail?.text ?? '')?.[0] ?? '');
    expect(page.url()).toBe(`${pages.url}/not-me`);
    const say = async (name: string) => {
      await page.locator('#username').fill(name);
      await page.locator('main button').click();
      await page.waitForLoadState();
    };
    await say('');
    expect(await page.locator('#faults').textContent()).toContain('Enter your user name.');
    await say('bystander');
    expect(await heading(page)).toBe('Thank you for telling us');
    await page.goto(link);
    await choose(page, NEW_PASSWORD);
    expect(await heading(page)).toBe('This link doesn’t work any more');
  });

  it('are light', async () => {
    const page = await pages.visit();
    const rows = [];
    for (const path of [
      'forgot-password',
      'forgot-password?step=sent',
      'reset-password',
      'reset-password?step=done',
      'not-me',
    ]) {
      const paints: number[] = [];
      for (let load = 0; load < 5; load += 1) {
        await page.goto(`${pages.url}/${path}`);
        paints.push(await page.evaluate<number>(FIRST_PAINT));
      }
      const parts = await partsOf(`${pages.url}/${path}`);
      const compressed = parts.reduce((sum, part) => sum + gzipSync(part).length, 0);
      const sent = parts.reduce((sum, part) => sum + part.length, 0);
      rows.push({ page: path, bytes: sent, compressed, 'first paint, ms': Math.round(quantile(paints, 0.5)) });
      expect(compressed).toBeLessThan(MAX_BYTES);
    }
    printFigures('weight of the pages: HTML, CSS and JS', rows);
  });
});

/** Opens a page anew for each of its buttons and presses it, as a mail scanner with a browser does. */
async function pressEverything(page: Page, href: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(href);
  const count = await page.getByRole('button').count();
  for (let nth = 0; nth < count; nth += 1) {
    await page.goto('about:blank');
    await page.goto(href);
    await page.getByRole('button').nth(nth).click();
    await page.waitForLoadState();
  }
}

async function partsOf(url: string): Promise<readonly Buffer[]> {
  const get = async (address: string) => Buffer.from(await (await fetch(address)).arrayBuffer());
  const page = await get(url);
  const assets = [...page.toString().matchAll(/(?:href|src)="(pages\/[^"]+\.(?:css|js))"/g)].map(
    ([, href]) => href ?? '',
  );
  expect(assets).toHaveLength(2);
  return [page, ...(await Promise.all(assets.map((href) => get(new URL(href, url).href))))];
}
