import { startBrowser } from '@rekey/laboratory';
import { API, openStage, type Stage } from '../journey/stage.ts';
import { openWire } from './wire.ts';

type Browser = Awaited<ReturnType<typeof startBrowser>>;
type Context = NonNullable<Parameters<Browser['newContext']>[0]>;
export type Page = Awaited<ReturnType<Browser['newPage']>>;

/** A whole Rekey under a base path, and one browser in front of it. */
export interface PagesStage {
  readonly stage: Stage;
  /** Where the pages are, for example `http://127.0.0.1:40000/studio`. */
  readonly url: string;
  /** The URL of every request that a page has made so far. */
  readonly requests: readonly string[];
  /** What pages complained of: errors, and what the Content-Security-Policy forbade. */
  readonly complaints: readonly string[];
  /** Every byte that browsers have sent so far. */
  sent(): string;
  /** Somebody's browser window, as wide as a phone's at its narrowest unless told otherwise. */
  visit(options?: Context): Promise<Page>;
  /** A new user of that name who has asked for a link: the link in the mail. */
  linkFor(username: string): Promise<string>;
  close(): Promise<void>;
}

export const SIGN_IN = 'https://app.example.test/sign-in';

export async function openPagesStage(settings: Readonly<Record<string, string>> = {}): Promise<PagesStage> {
  const wire = await openWire();
  const url = `http://127.0.0.1:${wire.port}/studio`;
  const [stage, browser] = await Promise.all([
    openStage('sqlite', {
      REKEY_PORT: String(wire.behind),
      REKEY_PUBLIC_URL: url,
      REKEY_BASE_PATH: '/studio',
      REKEY_SERVICE_NAME: 'Example Studio',
      REKEY_SUPPORT: 'help@example.test',
      REKEY_SIGN_IN_URL: SIGN_IN,
      REKEY_LIMIT_PER_ADDRESS: 'off',
      REKEY_LIMIT_PER_USER: 'off',
      ...settings,
    }),
    startBrowser(),
  ]);
  const requests: string[] = [];
  const complaints: string[] = [];
  return {
    stage,
    url,
    requests,
    complaints,
    sent: wire.sent,
    async visit(options = {}) {
      const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: 'en-GB', ...options });
      context.on('request', (request) => requests.push(request.url()));
      context.on('weberror', (fault) => complaints.push(String(fault.error())));
      context.on('console', (line) => line.text().includes('Content Security') && complaints.push(line.text()));
      return context.newPage();
    },
    async linkFor(username) {
      const address = `${username}@example.test`;
      await stage.addUser(username, '--email', address);
      const { status } = await stage.request(`/studio${API}/forgot-password.json?username=${username}`);
      if (status !== 200) throw new Error(`forgot-password answered ${status}`);
      return `${url}/reset-password#${await stage.tokenMailedTo(address)}`;
    },
    async close() {
      await browser.close();
      wire.close();
      await stage.close();
    },
  };
}

/** Types a new password and sends the form. */
export async function choose(page: Page, password: string): Promise<void> {
  await page.locator('#password').fill(password);
  await page.locator('main button[type=submit]').click();
  await page.waitForLoadState();
}

export const heading = (page: Page): Promise<string | null> => page.locator('h1').textContent();
