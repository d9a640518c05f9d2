import { mailboxFaultOf } from '@rekey/domain/values';
import type { Database } from '@rekey/knex';
import { type Finding, well } from './finding.ts';

/** How many users get no mail, and why. No address is shown; each such user's letter says the same in `rekey mail list`. */
export async function examineAddresses(database: Database): Promise<Finding> {
  const counts = await database.countUsers((user) => mailboxFaultOf(user) ?? 'usable');
  const faults = [...counts].filter(([kind]) => kind !== 'usable');
  const looked = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (faults.length === 0) return well('addresses', `mail can go to each of the ${looked} users that were looked at`);
  const told = faults.map(([kind, count]) => `${count} ${WORDS[kind] ?? kind}`).join(', ');
  return well('addresses', `but note: of the ${looked} users that were looked at, mail cannot go to some: ${told}`);
}

const WORDS: Readonly<Record<string, string>> = {
  none: 'have no address',
  'several addresses': 'have several in one field',
  'not an address': 'have something that is no address',
};
