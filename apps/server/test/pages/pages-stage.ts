import { freePort, startBrowser } from '@rekey/laboratory';
import { openStage, type Stage } from '../journey/stage.ts';

type Browser = Awaited<ReturnType<typeof startBrowser>>;
type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>;
export type Page = Awaited<ReturnType<Browser['newPage']>>;

/** One request that a browser made, as its protocol reports it. */
export interface Recorded {
  readonly url: string;
  readonly headers: string;
}

/** A whole Rekey under a base path, and one browser in front of it. */
export interface PagesStage {
  readonly stage: Stage;
  /** Where the pages are, for example `http://127.0.0.1:40000/studio`. */
  readonly url: string;
  /** Every request of every page so far. */
  readonly requests: readonly Recorded[];
  /** Somebody's browser window, as wide as a phone's at its narrowest unless told otherwise. */
  visit(options?: ContextOptions): Promise<Page>;
  /** A user of that name who has asked for a link: the link in the mail. */
  linkFor(username: string, nth?: number): Promise<string>;
  close(): Promise<void>;
}

export const SIGN_IN = 'https://app.example.test/sign-in';

export async function openPagesStage(settings: Readonly<Record<string, string>> = {}): Promise<PagesStage> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/studio`;
  const [stage, browser] = await Promise.all([
    openStage('sqlite', {
      REKEY_PORT: String(port),
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
  const requests: Recorded[] = [];
  return {
    stage,
    url,
    requests,
    async visit(options = {}) {
      const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: 'en-GB', ...options });
      context.on('request', async (request) => {
        const headers = await request.allHeaders().catch(() => request.headers());
        requests.push({ url: request.url(), headers: JSON.stringify(headers) });
      });
      return context.newPage();
    },
    async linkFor(username, nth = 0) {
      const address = `${username}@example.test`;
      if (nth === 0) await stage.addUser(username, '--email', address);
      await stage.ask(username);
      return `${url}/reset-password#${await stage.tokenMailedTo(address, nth)}`;
    },
    async close() {
      await browser.close();
      await stage.close();
    },
  };
}
