import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import type { NewPassword } from '@rekey/domain/values';
import { expect, it } from 'vitest';
import { passwordHasher } from './password-hasher.ts';

/** The nice values of this process's threads, where the system has one for each thread. */
function priorities(): readonly number[] {
  if (process.platform !== 'linux') return [];
  const fields = (thread: string) => readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1]?.split(' ');
  return readdirSync('/proc/self/task').map((thread) => Number(fields(thread)?.[16]));
}

it('hashes in a thread of a lower priority than the rest, where each thread has one', async () => {
  await passwordHasher().hash('correct horse battery staple' as NewPassword);
  const lower = priorities().filter((nice) => nice === Math.min(19, getPriority() + 10));
  expect(lower.length > 0).toBe(process.platform === 'linux');
});
