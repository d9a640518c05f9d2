import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Logo } from '@rekey/hapi';

const TYPES: Readonly<Record<string, Logo['type']>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
};
// It is in memory, and people on phones pay for it.
const LARGEST_BYTES = 102_400;

/** The picture at a path, or `undefined` where there is none that pages can show. */
export function readLogo(path: string): Logo | undefined {
  const type = TYPES[extname(path).toLowerCase()];
  const bytes = type === undefined ? undefined : readIfThere(path);
  if (type === undefined || bytes === undefined || bytes.length > LARGEST_BYTES) return undefined;
  return { bytes, type };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
