import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Ground } from './plan.ts';

const TMPFS = 0x0102_1994;

const isInMemory = (folder: string): boolean => existsSync(folder) && statfsSync(folder).type === TMPFS;

/** The folder for each kind of ground; what this machine does not have is left out. */
export function groundsOfThisMachine(): readonly { readonly ground: Ground; readonly folder: string }[] {
  const memory = ['/dev/shm', tmpdir()].find(isInMemory);
  const disk = [tmpdir(), '/var/tmp'].find((folder) => existsSync(folder) && !isInMemory(folder));
  return [
    ...(memory === undefined ? [] : [{ ground: 'memory' as const, folder: memory }]),
    ...(disk === undefined ? [] : [{ ground: 'disk' as const, folder: disk }]),
  ];
}
