import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { type Databases, databasesAt } from './postgres-databases.ts';
import { findPrograms, type Programs } from './postgres-programs.ts';
import { makeHome } from './server-home.ts';
import { createServerProcess, type StopMode, tailOf } from './server-process.ts';

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

const SIGNALS: Readonly<Record<StopMode, NodeJS.Signals>> = { smart: 'SIGTERM', fast: 'SIGINT', immediate: 'SIGQUIT' };
const READY = 'database system is ready to accept connections';
const HOME = { prefix: 'rekey-postgres-', pidFile: 'data/postmaster.pid', signal: 'SIGQUIT' } as const;

export async function startPostgres({ settings = {}, parent }: PostgresOptions = {}): Promise<Postgres> {
  const home = makeHome(HOME, parent);
  try {
    const programs = findPrograms(home.path);
    const data = join(home.path, 'data');
    await initialise(programs, data);
    const port = await freePort();
    const args = argumentsFor(data, port, settings);
    const server = createServerProcess({
      launch: () => launch(programs, programs.postgres, args),
      isReady: (log) => log.includes(READY),
      signals: SIGNALS,
    });
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

function launch(programs: Programs, command: string, args: readonly string[]): ChildProcess {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return spawn(command, args, { ...programs.identity, cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] });
}
