import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CapturedMail,
  type Ended,
  eventually,
  freePort,
  type Program,
  type RunningSmtpServer,
  startProgram,
  startSmtpServer,
} from '@rekey/laboratory';
import { isOnMariadb, mariadbOfThisRun, postgresOfThisRun } from '@rekey/laboratory/vitest';

const REKEY = fileURLToPath(new URL('../../bin/rekey.js', import.meta.url));
export const API = '/api/1/services/api/1/user';

const PUBLIC_URL = 'https://id.example.test/studio';
export const GET_JSON = `${PUBLIC_URL}${API}/get.json?username=`;
export const OLD_PASSWORD = 'the old password, chosen long ago';
export const NEW_PASSWORD = 'the new password, chosen just now';

export type Engine = 'sqlite' | 'postgres' | 'mariadb';
export const ENGINES: readonly Engine[] = isOnMariadb() ? ['mariadb'] : ['sqlite', 'postgres'];

interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly body: unknown;
}

/** A letter as `rekey mail list --json` shows it. */
interface Letter {
  readonly kind: string;
  readonly state: string;
  readonly reason: string | null;
  readonly requestedAt: string;
  readonly sentAt: string | null;
  readonly lastError: string | null;
}

/** A whole Rekey as an operator would run it: a database, a relay, `rekey serve`, and the command line. */
export interface Stage {
  readonly origin: string;
  readonly relay: RunningSmtpServer;
  readonly server: Program;
  readonly databaseUrl: string;
  /** Where it listens, for requests that fetch would not send. */
  readonly address: { readonly host: string; readonly port: number };
  rekey(args: readonly string[], input?: string): Promise<Ended>;
  addUser(username: string, ...options: readonly string[]): Promise<void>;
  ask(username: string): Promise<Answer>;
  validate(token: string): Promise<Answer>;
  setPassword(token: string, newPassword: string): Promise<Answer>;
  request(path: string, init?: RequestInit): Promise<Answer>;
  /** Does this password open the user? */
  opens(username: string, password: string): Promise<boolean>;
  letters(username: string): Promise<readonly Letter[]>;
  /** The token of the nth mail with a link to this address, read where a person reads it. */
  tokenMailedTo(address: string, nth?: number): Promise<string>;
  close(): Promise<Ended>;
}

export async function openStage(engine: Engine, settings: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-journey-'));
  const servers = { postgres: postgresOfThisRun, mariadb: mariadbOfThisRun };
  const database = engine === 'sqlite' ? null : await servers[engine]().createDatabase();
  const databaseUrl = database?.url ?? `sqlite:${join(folder, 'rekey.sqlite')}`;
  const relay = await startSmtpServer({ tls: 'none' });
  const port = settings['REKEY_PORT'] ?? String(await freePort());
  const env = {
    PATH: process.env['PATH'],
    REKEY_PUBLIC_URL: PUBLIC_URL,
    REKEY_PORT: port,
    REKEY_DATABASE_URL: databaseUrl,
    REKEY_SMTP_URL: `smtp://${relay.host}:${relay.port}?tls=off`,
    REKEY_MAIL_FROM: 'Rekey <no-reply@example.test>',
    ...settings,
  };
  const origin = `http://127.0.0.1:${port}`;
  const rekey = (args: readonly string[], input?: string) =>
    startProgram(REKEY, { args, env, cwd: folder, ...(input === undefined ? {} : { input }) }).ended;
  const server = startProgram(REKEY, { args: ['serve'], env, cwd: folder });
  await eventually('rekey serve answers', () => answersAt(origin, server), 60_000);

  const request = (path: string, init?: RequestInit) => answerOf(fetch(`${origin}${path}`, init));
  return {
    origin,
    relay,
    server,
    databaseUrl,
    address: { host: '127.0.0.1', port: Number(port) },
    rekey,
    request,
    async addUser(username, ...options) {
      const { code, stderr } = await rekey(
        ['user', 'add', '--username', username, ...options, '--password-stdin'],
        OLD_PASSWORD,
      );
      if (code !== 0) throw new Error(`rekey user add ${username}: ${stderr}`);
    },
    ask: (username) => request(`${API}/forgot-password.json?username=${encodeURIComponent(username)}`),
    validate: (token) => request(`${API}/validate-token.json?token=${encodeURIComponent(token)}`),
    setPassword: (token, newPassword) =>
      request(`${API}/set-password.json`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token, new: newPassword }),
      }),
    async opens(username, password) {
      const { code, stderr } = await rekey(['user', 'verify', '--username', username, '--password-stdin'], password);
      if (code !== 0 && code !== 1) throw new Error(`rekey user verify ${username}: ${stderr}`);
      return code === 0;
    },
    async letters(username) {
      const { stdout } = await rekey(['mail', 'list', '--json', '--username', username]);
      return JSON.parse(stdout);
    },
    async tokenMailedTo(address, nth = 0) {
      const links = () => relay.mails.filter((mail) => mail.envelope.to.includes(address)).flatMap(tokensIn);
      return eventually(`mail number ${nth + 1} with a link to ${address}`, () => links()[nth], 45_000);
    },
    async close() {
      const ended = await server.stop();
      await relay.stop();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
      return ended;
    },
  };
}

async function answersAt(origin: string, server: Program): Promise<boolean> {
  const early = await Promise.race([server.ended, fetch(origin).then(() => null)]);
  if (early !== null) throw new Error(`rekey serve ended: ${early.stdout}${early.stderr}`);
  return true;
}

async function answerOf(pending: Promise<Response>): Promise<Answer> {
  const response = await pending;
  const text = await response.text();
  return {
    status: response.status,
    location: response.headers.get('location'),
    body: text === '' ? null : JSON.parse(text),
  };
}

function tokensIn(mail: CapturedMail): string[] {
  return [...(/\/reset-password#([\w-]{43})$/m.exec(mail.text)?.slice(1) ?? [])];
}
