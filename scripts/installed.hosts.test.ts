import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort } from '@rekey/laboratory';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { NODES, nodeOf } from './node-of.mjs';
import { packAll } from './packed.ts';

const PACKED = packAll();
const VERSION = PACKED[0]?.version ?? '';
const INSTALL = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
/** Built by `npm ci` from the same version; what an installation with scripts would compile once more. */
const SQLITE_BUILD = 'node_modules/sqlite3/build';

/** A program that recovers a password with nothing but the packages. */
const EMBEDDER = `
import { cryptoTokenSource } from '@rekey/crypto';
import { createRequestReset } from '@rekey/domain';
import { createMemoryStore, memoryAddressLimiter } from '@rekey/memory';

const { directory, letters } = createMemoryStore();
const limiter = memoryAddressLimiter({ requests: 100, windowMs: 60_000 });
const requestReset = createRequestReset({ answers: 'private', limiter, directory, letters });
const { kind } = await requestReset({ username: 'jane.doe', address: '192.0.2.1' });
console.log(kind, cryptoTokenSource().mint().token.length, (await letters.list({ limit: 9 })).length);
`;

let home = '';
const project = () => join(home, 'project');
const settings = { PATH: process.env['PATH'], REKEY_LOG_LEVEL: 'warn' };

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'rekey-installed-'));
  mkdirSync(project());
  writeFileSync(join(project(), 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  writeFileSync(join(project(), 'embedder.js'), EMBEDDER);
  const tarballs = PACKED.map(({ tarball }) => tarball);
  execFileSync('npm', [...INSTALL, ...tarballs], { cwd: project(), stdio: 'pipe' });
  cpSync(SQLITE_BUILD, join(project(), SQLITE_BUILD), { recursive: true });
}, 300_000);

afterAll(() => rmSync(home, { recursive: true, force: true }));

const run = (node: string, script: string, ...args: readonly string[]) =>
  execFileSync(node, [script, ...args], { cwd: project(), encoding: 'utf8', env: settings }).trim();

const REKEY = join('node_modules', '@rekey', 'server', 'bin', 'rekey.js');

describe.each(NODES)('the packages in an empty project, on Node %s', (major) => {
  let node = '';
  beforeAll(() => {
    node = nodeOf(major, join(home, major));
  }, 300_000);

  it('say their version, and recover for a program that embeds them', () => {
    expect(run(node, REKEY, '--version')).toBe(VERSION);
    expect(run(node, 'embedder.js')).toBe('accepted 43 1');
  });

  it('are a service that migrates its database and takes a request', async () => {
    const port = String(await freePort());
    const env = {
      ...settings,
      REKEY_PUBLIC_URL: 'http://localhost',
      REKEY_PORT: port,
      REKEY_DATABASE_URL: `sqlite:${join(home, `${major}.sqlite`)}`,
      REKEY_SMTP_URL: 'smtp://127.0.0.1:9?tls=off',
      REKEY_MAIL_FROM: 'no-reply@example.test',
      REKEY_ANSWERS: 'private',
    };
    const service = spawn(node, [REKEY, 'serve'], { cwd: project(), env, stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => service.once('exit', resolve));
    onTestFinished(() => void service.kill('SIGKILL'));
    const url = `http://127.0.0.1:${port}/api/1/services/api/1/user/forgot-password.json?username=jane`;
    const answer = await eventually('the service answers', () => fetch(url).catch(() => null), 60_000);
    expect([answer.status, await answer.json()]).toEqual([200, { message: 'OK' }]);
    service.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

describe('what the image installs', () => {
  it('runs as a stranger to the machine, on files that nobody may write', async () => {
    // Root may start a program as anybody; whoever else runs this is a stranger to root's files already.
    const stranger = process.getuid?.() === 0 ? { uid: 54_321, gid: 54_321 } : null;
    const data = join(home, 'data');
    mkdirSync(data);
    if (stranger !== null) chownSync(data, stranger.uid, stranger.gid);
    chmodSync(home, 0o755);
    execFileSync('chmod', ['-R', 'a-w,a+rX', project()]);
    const port = String(await freePort());
    const env = {
      ...settings,
      REKEY_PUBLIC_URL: 'http://localhost',
      REKEY_PORT: port,
      REKEY_DATABASE_URL: `sqlite:${join(data, 'rekey.sqlite')}`,
      REKEY_SMTP_URL: 'smtp://127.0.0.1:9?tls=off',
      REKEY_MAIL_FROM: 'no-reply@example.test',
    };
    const script = join(project(), REKEY);
    const service = spawn(process.execPath, [script, 'serve'], { cwd: data, env, stdio: 'ignore', ...stranger });
    onTestFinished(() => void service.kill('SIGKILL'));
    onTestFinished(() => void execFileSync('chmod', ['-R', 'u+w', project()]));
    const ready = () => fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    const answer = await eventually('the service is ready', ready, 60_000);
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  });
});

describe('npm install --global', () => {
  it('puts rekey on the path', () => {
    const prefix = join(home, 'global');
    const tarballs = PACKED.map(({ tarball }) => tarball);
    execFileSync('npm', [...INSTALL, '--global', '--prefix', prefix, ...tarballs], { stdio: 'pipe' });
    const printed = execFileSync(join(prefix, 'bin', 'rekey'), ['--version'], { encoding: 'utf8', env: settings });
    expect(printed.trim()).toBe(VERSION);
  });
});
