import type { Driver } from '../drivers/driver.ts';
import { USERNAMES } from '../load.ts';
import type { Contestant } from './contestant.ts';

/** Rekey's own table, seen from outside. `emptying` are the statements that leave nothing of the letters, not even in a log. */
export function lettersTable(driver: Driver, emptying: readonly string[]): Pick<Contestant, 'countRows' | 'empty'> {
  return {
    countRows: () => driver.number('select count(*) from rekey_letters'),
    async empty() {
      for (const statement of emptying) await driver.run(statement);
    },
  };
}

/** Documented answers look everybody up, so everybody has to be there. */
export async function addUsers(driver: Driver): Promise<void> {
  const rows = USERNAMES.map((username) => `('${username}', '${username}@example.com')`);
  await driver.run(`insert into users (username, email) values ${rows.join(', ')}`);
}
