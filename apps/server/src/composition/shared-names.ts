import type { Database } from '@rekey/knex';
import { faultLine } from '../log/fault-fields.ts';

/**
 * Two people who answer to one name are nobody: neither gets a mail until one of them has another. Says how many such names there
 * are, and none of them; `null` where there are none. It reads the whole table.
 */
export async function sharedNames(database: Database): Promise<string | null> {
  try {
    const shared = await database.countSharedNames();
    if (shared === 0) return null;
    const names = shared === 1 ? '1 name of the look-up means' : `${shared} names of the look-up mean`;
    return `${names} more than one person, deleted ones included, and then nobody: find them, or narrow "lookUp"`;
  } catch (fault) {
    return `names that mean more than one person were not counted: ${faultLine(fault)}`;
  }
}
