import { readFile } from 'node:fs/promises';
import type { PasswordBlocklist } from '@rekey/domain/ports';
import { hasLine } from './has-line.ts';

/** In lower case, one a line, sorted by their bytes. */
const COMMON_PASSWORDS = new URL('../data/common-passwords.txt', import.meta.url);

/**
 * About 49,000 passwords that leaked most often, from @zxcvbn-ts/language-common. They stay the bytes of a file, 0.4 MB:
 * imported and made a Set they take 17 MB and 70 ms of every process. Await it at start, not in a request.
 */
export async function commonPasswordBlocklist(): Promise<PasswordBlocklist> {
  const known = await readFile(COMMON_PASSWORDS);
  return { has: (password) => hasLine(known, Buffer.from(password.toLowerCase())) };
}
