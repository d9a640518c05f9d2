import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { type MariadbDatabases, mariadbDatabasesAt } from './mariadb-databases.ts';
import { makeHome } from './server-home.ts';
import { createServerProcess, type ServerProcess, type StopMode, tailOf } from './server-process.ts';

export interface MariadbOptions {
  /** Server settings, for instance `{ max_connections: 20 }`. Durability stays on unless switched off here. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** A real MariaDB of the tests' own, on a loopback port. It ends with the process that started it, however that dies. */
export interface Mariadb extends MariadbDatabases, ServerProcess {
  readonly port: number;
  /** Ends the server for good and removes its data. */
  stop(mode?: StopMode): Promise<void>;
}

const SIGNALS = { smart: 'SIGTERM', fast: 'SIGTERM', immediate: 'SIGKILL' } as const;
const HOME = { prefix: 'rekey-mariadb-', pidFile: 'data/mariadbd.pid', signal: 'SIGKILL' } as const;
const READY = 'ready for connections';
/** Debian keeps servers out of the search path of ordinary users. */
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`;
const NOBODY = 65_534;

export async function startMariadb({ settings = {} }: MariadbOptions = {}): Promise<Mariadb> {
  refuseWithoutProgram();
  const home = makeHome(HOME);
  try {
    const data = join(home.path, 'data');
    await initialise(data);
    const port = await freePort();
    const args = argumentsFor(data, port, settings);
    const server = createServerProcess({
      launch: () => launch('mariadbd', args),
      isReady: (log) => log.includes(READY),
      signals: SIGNALS,
    });
    await server.start();
    const stop = async (mode?: StopMode) => {
      await server.halt(mode);
      await home.remove();
    };
    return { port, ...mariadbDatabasesAt(`mysql://root@127.0.0.1:${port}/mysql`), ...server, stop };
  } catch (cause) {
    await home.remove();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`MariaDB for the tests did not start: ${reason}`, { cause });
  }
}

function refuseWithoutProgram(): void {
  try {
    execFileSync('mariadbd', ['--no-defaults', '--version'], { env: { PATH }, stdio: 'ignore' });
  } catch (cause) {
    throw new Error(
      'These tests need a real MariaDB: install the programs of its server, on Debian with "apt-get install mariadb-server-core mariadb-client-core"',
      { cause },
    );
  }
}

async function initialise(data: string): Promise<void> {
  mkdirSync(data, { mode: 0o700 });
  const { uid, gid } = identity();
  if (uid !== undefined && gid !== undefined) chownSync(data, uid, gid);
  // Anybody on this machine may connect as root while the tests run: there is nothing in it but test data.
  const flags = ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'];
  const child = launch('mariadb-install-db', [...flags, '--skip-name-resolve']);
  const log = tailOf(child);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`mariadb-install-db ended with ${code}: ${log()}`);
}

function argumentsFor(data: string, port: number, settings: NonNullable<MariadbOptions['settings']>): string[] {
  const all = {
    datadir: data,
    'pid-file': join(data, 'mariadbd.pid'),
    socket: join(data, 'socket'),
    port,
    'bind-address': '127.0.0.1',
    'max-connections': 300,
    // The host applications that have a MariaDB keep names as people compare them.
    'character-set-server': 'utf8mb4',
    'collation-server': 'utf8mb4_general_ci',
    ...settings,
  };
  return ['--no-defaults', ...Object.entries(all).map(([name, value]) => `--${name.replaceAll('_', '-')}=${value}`)];
}

/** MariaDB refuses to run as root; a test that runs as root lends it nobody's identity. */
function identity(): { readonly uid?: number; readonly gid?: number } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

function launch(command: string, args: readonly string[]): ChildProcess {
  const env = { ...process.env, PATH, LC_ALL: 'C', TZ: 'UTC' };
  return spawn(command, args, { ...identity(), cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] });
}
