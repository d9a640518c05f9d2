import type { BreachesUnderTest, Opened } from '@rekey/contracts';
import { memoryBreachedPasswords } from '../src/memory-breached-passwords.ts';

const listed = ['correct horse battery staple', 'Passw0rd'];

export function openMemoryBreaches(): Opened<BreachesUnderTest> {
  const breached = memoryBreachedPasswords(listed);
  const next = (behaviour: Parameters<BreachesUnderTest['next']>[0]) => breached.beAway(behaviour !== 'answer');
  return { subject: { breached, listed, next, sent: () => '' }, close: () => {} };
}
