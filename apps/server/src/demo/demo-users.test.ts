import { join } from 'node:path';
import { passwordHasher } from '@rekey/crypto';
import type { NewPassword } from '@rekey/domain/values';
import { openDatabase } from '@rekey/knex';
import { describe, expect, it, onTestFinished } from 'vitest';
import { scratchFolder } from '../../test/scripted-shell.ts';
import { DEMO_PASSWORD, DEMO_USER, OTHER_DEMO_USERS, seedDemoUsers } from './demo-users.ts';

const hasher = passwordHasher();

async function setUp() {
  const database = openDatabase({ url: `sqlite:${join(scratchFolder(), 'demo.sqlite')}` });
  onTestFinished(() => database.close());
  await database.migrate();
  await seedDemoUsers(database, hasher);
  const { users } = database;
  if (users === null) throw new Error('no users of its own');
  const opens = async (password: string) => {
    const hash = (await database.passwordHashOf(DEMO_USER))?.hash ?? null;
    return hash !== null && hasher.verify(password as NewPassword, hash);
  };
  return { database, users, opens };
}

describe('seedDemoUsers', () => {
  it('adds Jane with the printed password, and one user of each other kind', async () => {
    const { users, opens } = await setUp();
    expect(await opens(DEMO_PASSWORD)).toBe(true);
    for (const { username } of OTHER_DEMO_USERS) expect(await users.show(username)).not.toBeNull();
  });

  it('sets the password back after somebody changed it', async () => {
    const { database, opens } = await setUp();
    const other = await hasher.hash('something else entirely' as NewPassword);
    await database.units.run(async (unit) => {
      const held = await unit.users.hold({ name: DEMO_USER });
      if (held !== null) await unit.users.replacePassword(held, other);
    });
    expect(await opens(DEMO_PASSWORD)).toBe(false);
    await seedDemoUsers(database, hasher);
    expect(await opens(DEMO_PASSWORD)).toBe(true);
  });

  it('leaves a password alone that is as printed', async () => {
    const { database } = await setUp();
    const before = await database.passwordHashOf(DEMO_USER);
    await seedDemoUsers(database, hasher);
    expect(await database.passwordHashOf(DEMO_USER)).toEqual(before);
  });

  it('brings Jane back when she was removed', async () => {
    const { database, users, opens } = await setUp();
    await users.remove(DEMO_USER);
    await seedDemoUsers(database, hasher);
    expect(await opens(DEMO_PASSWORD)).toBe(true);
  });
});
