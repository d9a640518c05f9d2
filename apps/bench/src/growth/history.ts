import type { Driver } from '../drivers/driver.ts';
import type { Place } from '../places/places.ts';
import { addUsers } from '../places/users.ts';

const A_DAY_MS = 86_400_000;

/** So many users, and for each a letter that was sent and a token that was used, all of them yesterday. */
export async function addHistory(place: Place, driver: Driver, size: number): Promise<void> {
  const then = Date.now() - A_DAY_MS;
  await addUsers(driver, size);
  await driver.run(`insert into rekey_letters
    (kind, submitted_name, name_key, user_key, requested_at, asked_at, due_at, state, attempts, fence, handed_over_at, sent_at, settled_at)
    select 'reset', username, username, cast(id as text), ${then}, ${then}, ${then}, 'sent', 1, 1, ${then}, ${then}, ${then} from users`);
  await driver.run(`insert into rekey_reset_tokens
    (digest, user_key, revision, minted_at, expires_at, ended_at, ended_why)
    select 'dead-' || id, cast(id as text), 'of another day', ${then}, ${then}, ${then}, 'consumed' from users`);
  for (const statement of place.settling) await driver.run(statement);
}
