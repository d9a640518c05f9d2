// `npm run screenshots`: the pictures of docs/screenshots, taken anew from a demo in a real browser.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually, freePort, startBrowser, startProgram } from '@rekey/laboratory';

const REKEY = fileURLToPath(new URL('../apps/server/bin/rekey.js', import.meta.url));
const FOLDER = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const DESKTOP = { viewport: { width: 960, height: 680 }, locale: 'en-GB' };
const PHONE = { viewport: { width: 360, height: 720 }, deviceScaleFactor: 2, locale: 'en-GB' };

const home = mkdtempSync(join(tmpdir(), 'rekey-screenshots-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const adminPort = await freePort();
const TOKEN = 'of-the-screenshots-0123456789';
const demo = startProgram(REKEY, {
  args: ['serve', '--demo'],
  cwd: home,
  env: {
    PATH: process.env.PATH,
    REKEY_PORT: String(port),
    REKEY_DATABASE_URL: `sqlite:${join(home, 'demo.sqlite')}`,
    REKEY_SERVICE_NAME: 'Example Studio',
    REKEY_SUPPORT: 'help@example.com',
    REKEY_SIGN_IN_URL: 'https://studio.example.com/',
    REKEY_LIMIT_PER_USER: 'off',
    REKEY_ADMIN_PORT: String(adminPort),
    REKEY_ADMIN_TOKEN: TOKEN,
  },
});
const browser = await startBrowser();
mkdirSync(FOLDER, { recursive: true });

/** Opens a page, does what is to be seen, and takes the picture. */
async function picture(name, options, path, act = async () => {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(new URL(path, url).href);
  await act(page);
  // A blinking caret would make each picture another one.
  await page.screenshot({ path: join(FOLDER, `${name}.png`), caret: 'hide' });
  await context.close();
}

/** Signs in to the console, and goes where there is something to see. */
const atDesk =
  (path, operator = 'Sam') =>
  async (page) => {
    await page.fill('#operator', operator);
    await page.fill('#token', TOKEN);
    await page.click('main button');
    await page.goto(`http://127.0.0.1:${adminPort}/console/${path}`);
  };

async function askFor(...names) {
  const form = (username) => ({ method: 'POST', body: new URLSearchParams({ username }), redirect: 'manual' });
  for (const name of names) await fetch(`${url}/forgot-password`, form(name));
}

async function mails(count) {
  const enough = async () => {
    const all = await (await fetch(`${url}/dev/inbox.json`)).json();
    return all.length >= count && all;
  };
  return eventually(`${count} mails`, enough, 60_000);
}

async function ask(page) {
  await page.fill('#username', 'jane.doe');
  await page.click('button[type=submit]');
  await page.waitForURL(/step=sent/);
}

async function send(page, password) {
  await page.fill('#password', password);
  await page.click('button[type=submit]');
  await page.waitForLoadState();
}

const inHtml = (index) => async (page) => page.setContent((await mails(index + 1))[index].html);

try {
  await eventually('the demo is ready', () => demo.stdout().includes('Ctrl-C'), 30_000);
  await picture('ask-desktop', DESKTOP, '/forgot-password', (page) => page.fill('#username', 'jane.doe'));
  await picture('sent-phone', PHONE, '/forgot-password', ask);
  const link = () => mails(1).then(([{ text }]) => /\/reset-password#[\w-]{43}/.exec(text)[0]);
  await picture('choose-phone', PHONE, await link(), (page) => page.type('#password', 'paper boat'));
  await picture('choose-desktop', DESKTOP, await link(), (page) => page.type('#password', 'paper boats on the roof'));
  await picture('faults-phone-dark', { ...PHONE, colorScheme: 'dark' }, await link(), (page) => send(page, 'password'));
  await picture('choose-desktop-dark', { ...DESKTOP, colorScheme: 'dark' }, await link());
  await picture('choose-phone-arabic', { ...PHONE, locale: 'ar' }, await link(), (page) =>
    page.type('#password', 'قارب ورقي'),
  );
  await picture('ask-phone-german', { ...PHONE, locale: 'de-AT' }, '/forgot-password');
  await picture('mail-desktop', DESKTOP, '/', inHtml(0));
  await picture('mail-phone-dark', { ...PHONE, colorScheme: 'dark' }, '/', inHtml(0));
  const spent = await link();
  await picture('done-phone', PHONE, spent, (page) => send(page, 'paper boats on the roof'));
  await picture('dead-phone', PHONE, spent, (page) => send(page, 'paper boats on the lake'));
  await mails(2);
  await picture('inbox-desktop', DESKTOP, '/dev/inbox');
  await askFor('jane.doe', 'jane.doe', 'jnae.doe', 'john@example.com');
  await mails(3);
  const console = `http://127.0.0.1:${adminPort}/console`;
  const user = 'user?username=jane.doe';
  await picture('console-desktop', { ...DESKTOP, viewport: { width: 960, height: 1080 } }, console, atDesk(user));
  await picture(
    'console-letters-dark',
    { ...DESKTOP, viewport: { width: 960, height: 980 }, colorScheme: 'dark' },
    console,
    atDesk('letters'),
  );
} finally {
  await browser.close();
  await demo.stop('SIGKILL');
  rmSync(home, { recursive: true });
}
