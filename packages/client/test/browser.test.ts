import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBrowser } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSystem } from '../../hapi/test/account-system.ts';
import { bundle } from './bundle.ts';

/** A page of an application, on an origin of its own, that has loaded the client. */
async function openPage() {
  const code = await bundle();
  const site = createServer(({ url }, response) =>
    url === '/client.js'
      ? response.setHeader('content-type', 'text/javascript').end(code)
      : response.setHeader('content-type', 'text/html').end('<!doctype html>'),
  );
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void site.close());
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const browser = await startBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(origin);
  const run = (port: number, call: string) =>
    page.evaluate(
      `import('/client.js').then(({ createRekeyClient }) => createRekeyClient('http://127.0.0.1:${port}').${call})`,
    );
  return { origin, run };
}

describe('the client in a browser', () => {
  it('recovers a password from a page on another origin', async () => {
    const { origin, run } = await openPage();
    const { port, token, opensWith, exhaustLimit } = await startSystem({ corsOrigins: [origin] });
    const good = JSON.stringify(await token());
    expect(await run(port, "forgotPassword('jane.doe')")).toEqual({ kind: 'accepted' });
    expect(await run(port, `validateToken(${good})`)).toEqual({ kind: 'good' });
    expect(await run(port, `setPassword(${good}, 'a long new password')`)).toEqual({ kind: 'changed' });
    expect(await opensWith('a long new password')).toBe(true);
    expect(await run(port, `setPassword(${good}, 'a long new password')`)).toEqual({ kind: 'bad-token' });
    await exhaustLimit();
    const busy = { kind: 'too-many-requests', retryAfterMs: expect.any(Number) };
    expect(await run(port, "forgotPassword('jane.doe')")).toEqual(busy);
  });

  it('comes to an outcome where the browser lets a page ask nothing', async () => {
    const { run } = await openPage();
    const { port } = await startSystem();
    expect(await run(port, "setPassword('t', 'n').then(({ kind }) => kind)")).toBe('unreachable');
  });
});
