import type { Driver } from '../drivers/driver.ts';

/** Letters that are due now, one for each of the first users. */
export async function addBacklog(driver: Driver, letters: number): Promise<void> {
  const now = Date.now();
  await driver.run(`insert into rekey_letters
    (kind, submitted_name, name_key, client_address, requested_at, asked_at, due_at)
    select 'reset', username, username, '127.0.0.1', ${now}, ${now}, ${now} from users order by id limit ${letters}`);
}
