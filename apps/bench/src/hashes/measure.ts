import { availableParallelism } from 'node:os';
import { passwordHasher } from '@rekey/crypto';
import type { NewPassword } from '@rekey/domain/values';
import type { Plan } from '../plan.ts';
import type { Figure } from '../table/figure.ts';
import { FAMILIES, type Family } from './families.ts';

const PASSWORD = 'a password that is long enough' as NewPassword;

/** Hashes a second in each family, as many at once as there are cores, beside its bare library. */
export async function measureHashes({ rounds, seconds }: Plan): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const family of FAMILIES) figures.push(await besideLibrary(family, rounds, seconds));
  return figures;
}

async function besideLibrary({ hash, bare }: Family, rounds: number, seconds: number): Promise<Figure> {
  const cores = availableParallelism();
  const hasher = passwordHasher({ hash, concurrency: cores });
  const contestants = { ours: () => hasher.hash(PASSWORD), limit: bare };
  const values = { ours: [] as number[], limit: [] as number[] };
  // The first hash of each loads its library and starts its thread.
  for (const make of Object.values(contestants)) await rate(make, cores, 0.1);
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['ours', 'limit'] as const) : (['limit', 'ours'] as const);
    for (const name of order) values[name].push(await rate(contestants[name], cores, seconds));
  }
  const cost = Object.entries(hash).flatMap(([name, value]) => (name === 'format' ? [] : [`${name} ${value}`]));
  return { what: `${[hash.format, ...cost].join(', ')}, hashes/s`, ...values };
}

async function rate(make: () => Promise<unknown>, atOnce: number, seconds: number): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1_000;
  let made = 0;
  const lane = async () => {
    while (performance.now() < until) {
      await make();
      made += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (made * 1_000) / (performance.now() - began);
}
