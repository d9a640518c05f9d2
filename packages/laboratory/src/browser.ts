import { access } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';
import { bundledChromium } from './bundled-chromium.ts';

/** Where a system's own Chromium or Chrome is commonly found, on machines for which npm has none. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Nothing that looks anything up by itself: what a test records is then what the page did. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

async function browserPath(): Promise<string> {
  if (process.platform === 'linux' && process.arch === 'x64') return bundledChromium();
  for (const path of INSTALLED) if (await isThere(path)) return path;
  throw new Error(`These tests need a Chromium or Chrome, and there is none at ${INSTALLED.join(', ')}: install one.`);
}

/**
 * A real Chromium: on Linux x64 the one inside an npm package, elsewhere the system's own.
 * @throws {Error} where there is none: a test that needs a browser fails without it and is never skipped
 */
export async function startBrowser(): Promise<Browser> {
  // Root, as containers run tests, has no sandbox to offer; what is opened here are our own pages.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: await browserPath(), args: [...QUIET, ...sandbox] });
}
