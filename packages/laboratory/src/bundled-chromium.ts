import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';

const PACKED = createRequire(import.meta.url)
  .resolve('@sparticuz/chromium')
  .replace(/build\/.*/, 'bin/chromium.br');
/** Beside the packages of this checkout, and gone with them. */
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/rekey/', import.meta.url));

/**
 * Answers where the Chromium of the npm package is, unpacked once for a checkout. Left to itself the package unpacks into the
 * system's temporary folder, where a second test finds half a browser, another user finds one that is not theirs, and anybody
 * could have put one before.
 */
export async function bundledChromium(): Promise<string> {
  // Named after its size: an upgrade brings a file of another one.
  const unpacked = join(CACHE, `chromium-${(await stat(PACKED)).size}`);
  if (await isThere(unpacked)) return unpacked;
  await mkdir(CACHE, { recursive: true });
  const half = `${unpacked}.${randomUUID()}`;
  await pipeline(createReadStream(PACKED), createBrotliDecompress(), createWriteStream(half, { mode: 0o755 }));
  // Whole or not at all, also where another process unpacks it at the same time.
  await rename(half, unpacked);
  return unpacked;
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
