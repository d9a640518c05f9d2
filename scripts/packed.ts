import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A workspace as a registry would get it. */
export interface PackedWorkspace {
  readonly name: string;
  readonly version: string;
  /** Relative to the repository. */
  readonly folder: string;
  /** The path of the tarball. */
  readonly tarball: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes. */
  readonly unpackedSize: number;
  /** Paths inside the package. */
  readonly files: readonly string[];
}

interface Workspace {
  readonly name: string;
  readonly location: string;
  readonly private?: boolean;
}

interface NpmPack {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

const npm = (...args: readonly string[]): string =>
  execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 26 });

/** Packs every workspace that is not private. They have to be built. */
export function packAll(): readonly PackedWorkspace[] {
  const into = mkdtempSync(join(tmpdir(), 'rekey-packed-'));
  const published = (JSON.parse(npm('query', '.workspace')) as Workspace[]).filter((each) => each.private !== true);
  const locations = new Map(published.map(({ name, location }) => [name, location]));
  const chosen = published.flatMap(({ name }) => ['--workspace', name]);
  const packed = JSON.parse(npm('pack', '--json', '--ignore-scripts', '--pack-destination', into, ...chosen)) as
    | NpmPack[]
    | Readonly<Record<string, NpmPack>>;
  return Object.values(packed).map(({ name, version, filename, size, unpackedSize, files }) => ({
    name,
    version,
    folder: locations.get(name) ?? '',
    tarball: join(into, filename.replace('@', '').replace('/', '-')),
    size,
    unpackedSize,
    files: files.map(({ path }) => path),
  }));
}

export const bytesOf = ({ tarball }: PackedWorkspace): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(tarball));
