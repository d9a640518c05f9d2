import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { type Databases, databasesAt } from './postgres-databases.ts';
import { makeHome } from './postgres-home.ts';
import { findPrograms, type Programs } from './postgres-programs.ts';

/** `smart` waits for the clients to leave, `fast` sends them away, `immediate` is a crash: recovery follows at the next start. */
export type StopMode = 'smart' | 'fast' | 'immediate';

export interface PostgresOptions {
  /** Server settings, for instance `{ max_connections: 20 }`. Durability stays on unless switched off here. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  /** Where its folder is made, one that everybody may enter; by default the system's temporary folder. */
  readonly parent?: string;
}

/** A real PostgreSQL of the tests' own, on a loopback port. It ends with the process that started it, however that dies. */
export interface Postgres extends Databases {
  readonly port: number;
  /** Ends the server; `start` brings it back on the same port with the same data, and does nothing while it runs. */
  halt(mode?: StopMode): Promise<void>;
  start(): Promise<void>;
  restart(mode?: StopMode): Promise<void>;
  /** Ends the server for good and removes its data. */
  stop(mode?: StopMode): Promise<void>;
}

const SIGNALS: Record<StopMode, NodeJS.Signals> = { smart: 'SIGTERM', fast: 'SIGINT', immediate: 'SIGQUIT' };
const READY = 'database system is ready to accept connections';

export async function startPostgres({ settings = {}, parent }: PostgresOptions = {}): Promise<Postgres> {
  const home = makeHome(parent);
  try {
    const programs = findPrograms(home.path);
    const data = join(home.path, 'data');
    await initialise(programs, data);
    const port = await freePort();
    const server = createServerProcess(programs, argumentsFor(data, port, settings));
    await server.start();
    const stop = async (mode?: StopMode) => {
      await server.halt(mode);
      await home.remove();
    };
    return { port, ...databasesAt(`postgres://postgres@127.0.0.1:${port}/postgres`), ...server, stop };
  } catch (cause) {
    await home.remove();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`PostgreSQL for the tests did not start: ${reason}`, { cause });
  }
}

async function initialise(programs: Programs, data: string): Promise<void> {
  mkdirSync(data, { mode: 0o700 });
  if ('uid' in programs.identity) chownSync(data, programs.identity.uid as number, programs.identity.gid as number);
  // Anybody on this machine may connect while the tests run: there is nothing in it but test data.
  const flags = ['--no-sync', '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'];
  const child = launch(programs, programs.initdb, ['-D', data, ...flags]);
  const log = tailOf(child);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${log()}`);
}

function argumentsFor(data: string, port: number, settings: NonNullable<PostgresOptions['settings']>): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 300,
    shared_buffers: '64MB',
    ...settings,
  };
  return [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

function createServerProcess(
  programs: Programs,
  args: readonly string[],
): Pick<Postgres, 'start' | 'halt' | 'restart'> {
  let child: ChildProcess | null = null;
  const runs = () => child !== null && child.exitCode === null && child.signalCode === null;
  const start = async () => {
    if (runs()) return;
    child = launch(programs, programs.postgres, args);
    await ready(child);
    child.unref();
  };
  const halt = async (mode: StopMode = 'fast') => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    running.ref();
    running.kill(SIGNALS[mode]);
    await once(running, 'exit');
  };
  const restart = async (mode?: StopMode) => {
    await halt(mode);
    await start();
  };
  return { start, halt, restart };
}

function launch(programs: Programs, command: string, args: readonly string[]): ChildProcess {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return spawn(command, args, { ...programs.identity, cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function ready(child: ChildProcess): Promise<void> {
  const log = tailOf(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${log()}`)));
    child.stderr?.on('data', () => {
      if (log().includes(READY)) resolve();
    });
  });
}

/** Reads what a program says, lest it block on a full pipe, and keeps the end of it. */
function tailOf(child: ChildProcess): () => string {
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-2_000);
    });
    (stream as unknown as { unref?: () => void } | null)?.unref?.();
  }
  return () => tail.trim();
}
