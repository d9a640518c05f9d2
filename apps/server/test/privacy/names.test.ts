import { memoryMailer } from '@rekey/memory';
import { describe, expect, it } from 'vitest';
import { recoveryOn } from '../reliability/recovery.ts';
import { TWINS } from './twins.ts';
import { openUsersTable, USERS_TABLES } from './users-tables.ts';

const mailboxOf = (pair: number, which: 'name' | 'twin') => `${which}-${pair}@example.test`;

/** Everybody asks, and the courier works until nothing is due. */
async function mailsFor(table: (typeof USERS_TABLES)[string], who: 'names only' | 'names and twins') {
  const { database, addUser } = await openUsersTable(table);
  for (const [pair, [name, twin]] of TWINS.entries()) {
    await addUser(name, mailboxOf(pair, 'name'));
    if (who === 'names and twins') await addUser(twin, mailboxOf(pair, 'twin'));
  }
  const recovery = recoveryOn(database);
  const mailer = memoryMailer();
  const mailsAfterAsking = async (name: string): Promise<readonly string[]> => {
    const before = mailer.mails.length;
    expect(await recovery.ask(name)).toMatchObject({ kind: 'accepted' });
    await recovery.courier({ mailer })();
    return mailer.mails.slice(before).map(({ to }) => to.address);
  };
  const twins: (readonly string[])[] = [];
  for (const [, twin] of TWINS) twins.push(await mailsAfterAsking(twin));
  const names: (readonly string[])[] = [];
  for (const [name] of TWINS) names.push(await mailsAfterAsking(name));
  const letters = await database.letters.list({ limit: 1_000 });
  const found = async (username: string) =>
    (await database.letters.list({ limit: 10, username })).map((letter) => letter.username).sort();
  return { twins, names, letters, found };
}

describe.each(Object.entries(USERS_TABLES))('names in a table that is %s', (_, table) => {
  it('reach nobody by a twin, and their own by the exact name', async () => {
    const { twins, names, letters, found } = await mailsFor(table, 'names only');
    expect(twins).toEqual(TWINS.map(() => []));
    expect(names).toEqual(TWINS.map((_, pair) => [mailboxOf(pair, 'name')]));
    const skipped = letters.filter(({ state }) => state === 'skipped');
    expect(skipped.map(({ username }) => username)).toEqual(TWINS.map(([, twin]) => twin).toReversed());
    expect(new Set(skipped.map(({ reason }) => reason))).toEqual(new Set(['unknown user']));
    // What an operator looks for is another matter: there, twins by case, width and outer spaces are one.
    expect(await found('Alice')).toEqual(['ALICE', 'alice']);
    expect(await found('  BOB')).toEqual(['bob', 'bob ']);
    expect(await found('dave')).toEqual(['dave', '\uFF44ave']);
    expect(await found('grace')).toEqual(['grace']);
  });

  it('reach each its own account where both twins have one', async () => {
    const { twins, names } = await mailsFor(table, 'names and twins');
    expect(twins).toEqual(TWINS.map((_, pair) => [mailboxOf(pair, 'twin')]));
    expect(names).toEqual(TWINS.map((_, pair) => [mailboxOf(pair, 'name')]));
  });
});
