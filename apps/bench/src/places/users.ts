import type { Driver } from '../drivers/driver.ts';

// Far below what one statement may hold.
const AT_ONCE = 5_000;

export const usernameOf = (number: number): string => `user.${number}`;

/** Adds users with a mailbox each, numbered from 0. */
export async function addUsers(driver: Driver, count: number): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const names = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, number) => usernameOf(from + number));
    const rows = names.map((name) => `('${name}', '${name}@example.com')`);
    await driver.run(`insert into users (username, email) values ${rows.join(', ')}`);
  }
}
