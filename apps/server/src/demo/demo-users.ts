import type { PasswordHasher } from '@rekey/domain/ports';
import type { NewPassword } from '@rekey/domain/values';
import type { Database, NewUser } from '@rekey/knex';

export const DEMO_USER = 'jane.doe';
export const DEMO_PASSWORD = 'jane-likes-long-walks';

const JANE = {
  username: DEMO_USER,
  email: 'jane.doe@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
  externallyManaged: false,
  enabled: true,
} as const;

/** One of each kind that the API answers differently. */
export const OTHER_DEMO_USERS: readonly NewUser[] = [
  {
    ...JANE,
    username: 'lee.ldap',
    email: 'lee.ldap@example.com',
    firstName: 'Lee',
    lastName: 'Ldap',
    externallyManaged: true,
    passwordHash: null,
  },
  {
    ...JANE,
    username: 'dora.disabled',
    email: 'dora.disabled@example.com',
    firstName: 'Dora',
    lastName: 'Disabled',
    enabled: false,
    passwordHash: null,
  },
  { ...JANE, username: 'max.mailless', email: null, firstName: 'Max', lastName: 'Mailless', passwordHash: null },
];

/** Sees to it that the demo users exist, and that Jane's password is the one that is printed. */
export async function seedDemoUsers(database: Database, hasher: PasswordHasher): Promise<void> {
  const { users, units } = database;
  if (users === null) throw new Error('the demo keeps users of its own');
  for (const user of OTHER_DEMO_USERS) await users.add(user);
  if (await isJaneAsPrinted(database, hasher)) return;
  const passwordHash = await hasher.hash(DEMO_PASSWORD as NewPassword);
  if ((await users.add({ ...JANE, passwordHash })) === 'added') return;
  await units.run(async (unit) => {
    const held = await unit.users.hold({ name: DEMO_USER });
    if (held !== null) await unit.users.replacePassword(held, passwordHash);
  });
}

async function isJaneAsPrinted(database: Database, hasher: PasswordHasher): Promise<boolean> {
  const hash = (await database.passwordHashOf(DEMO_USER))?.hash;
  return hash !== undefined && hash !== null && hasher.verify(DEMO_PASSWORD as NewPassword, hash);
}
