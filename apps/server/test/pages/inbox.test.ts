import Hapi from '@hapi/hapi';
import { accessibilityFaults, startBrowser } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createInbox } from '../../src/demo/inbox.ts';
import { addInboxRoutes } from '../../src/demo/inbox-routes.ts';

const CODE = 'C'.repeat(43);
const mail = (subject: string) => ({
  at: '2026-01-01T00:00:00.000Z',
  from: 'no-reply@localhost',
  to: ['jane.doe@example.com'],
  subject,
  text: `Your code:\n${CODE}\n`,
  html: '<html lang="en"><head><title>Mail</title></head><body><main><h1>Hello</h1></main></body></html>',
  headers: {},
});

async function openInbox(colorScheme: 'light' | 'dark') {
  const inbox = createInbox();
  const server = Hapi.server({ host: '127.0.0.1', port: 0 });
  addInboxRoutes(server, inbox, 'http://127.0.0.1');
  const [browser] = await Promise.all([startBrowser(), server.start()]);
  onTestFinished(async () => {
    await browser.close();
    await server.stop();
  });
  const page = await browser.newPage({ colorScheme, permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(`http://127.0.0.1:${server.info.port}/dev/inbox`);
  return { inbox, page };
}

describe('the inbox in a browser', () => {
  it.each(['light', 'dark'] as const)(
    'shows mail as it comes in, leaves a chosen one alone, and copies its code (%s)',
    async (scheme) => {
      const { inbox, page } = await openInbox(scheme);
      await page.getByText('No mail yet').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      inbox.add(mail('First'), 'source of the first');
      await page.getByRole('heading', { name: 'First' }).waitFor();
      expect(await page.frameLocator('iframe').locator('h1').textContent()).toBe('Hello');
      await page.getByRole('button', { name: 'Copy code' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(CODE);

      await page.getByRole('link', { name: 'Source' }).click();
      expect(await page.locator('pre').textContent()).toBe('source of the first');
      inbox.add(mail('Second'), 'source of the second');
      await page.getByRole('link', { name: 'Second' }).waitFor();
      expect(await page.locator('h2').textContent()).toBe('First');
      expect(await accessibilityFaults(page)).toEqual([]);
    },
  );
});
