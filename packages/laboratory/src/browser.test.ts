import { describe, expect, it, onTestFinished } from 'vitest';
import { accessibilityFaults } from './accessibility.ts';
import { startBrowser } from './browser.ts';

async function openPage(html: string) {
  const browser = await startBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 320, height: 480 } });
  await page.setContent(html);
  return page;
}

describe('startBrowser', () => {
  it('starts a browser that runs script and lays out a page', async () => {
    const page = await openPage('<p>old</p><script>document.querySelector("p").textContent = "new"</script>');
    expect(await page.textContent('p')).toBe('new');
    expect((await page.locator('p').boundingBox())?.width).toBeLessThanOrEqual(320);
  }, 60_000);
});

describe('accessibilityFaults', () => {
  it('names what is wrong, behind a strict Content-Security-Policy too', async () => {
    const strict = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`;
    const page = await openPage(`<html lang="en"><head><title>t</title>${strict}</head><main><input></main></html>`);
    const faults = await accessibilityFaults(page);
    expect(faults.some((fault) => fault.startsWith('label: ') && fault.endsWith('(input)'))).toBe(true);
  }, 60_000);
});
