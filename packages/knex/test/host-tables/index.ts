import { MAILBOXES } from './mailboxes.ts';
import { ODD } from './odd.ts';
import { SCATTERED } from './scattered.ts';
import { SPLIT } from './split.ts';
import { VIEWED } from './viewed.ts';

export { foundBy, type HostPart, type HostTable } from './host-table.ts';
export { OWN } from './own.ts';
export { ODD, SPLIT };

/** Shapes of tables beside Rekey's own. */
export const SHAPES = [
  ['with odd names, flags in words and keys that are no numbers', ODD],
  ['with hashes in another table', SPLIT],
  ['with addresses in another table', MAILBOXES],
  ['with both in other tables, and deleted users', SCATTERED],
  ['behind a view', VIEWED],
] as const;
