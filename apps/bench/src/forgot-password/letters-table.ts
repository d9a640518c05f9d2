import type { Driver } from '../drivers/driver.ts';
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
