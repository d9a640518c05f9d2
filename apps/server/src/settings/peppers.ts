import { readFileSync } from 'node:fs';
import { type Pepper, parsePeppers } from '@rekey/crypto';

/** What stands in a file of peppers, or `undefined`: why it cannot be used would quote what nobody may read. */
export function readPeppers(path: string): readonly Pepper[] | undefined {
  try {
    return parsePeppers(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
