import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ApplicationFixture } from '../attach/application-fixture.ts';
import { devise } from '../attach/applications/devise.ts';
import { directus } from '../attach/applications/directus.ts';
import { laravel } from '../attach/applications/laravel.ts';
import { nextcloud } from '../attach/applications/nextcloud.ts';
import { attachDatabase, hostDatabase } from '../attach/attached-database.ts';
import { reset, serveAttached } from '../attach/attached-service.ts';
import { OLD_PASSWORD } from '../attach/old-hashes.ts';
import { openStage } from '../journey/stage.ts';
import { scratchFolder } from '../scripted-shell.ts';
import { askHost, type HostProgram, type Question } from './host-programs.ts';

// Quotes and a backslash, which WordPress slashes, and letters of more than one byte.
const NEW_PASSWORD = `Grüße, don't say "horse" \\ 🔑`;
const ADDRESS = 'jane@example.com';

/** Hashes the old password, then, after a reset, tries both passwords on what is stored. */
function signIn(host: HostProgram, as: string, more: Readonly<Record<string, unknown>> = {}) {
  const ask = (question: Question) => askHost(host, [{ ...more, ...question, as }]);
  return {
    hash: async () => String((await ask({ verb: 'hash', password: OLD_PASSWORD }))[0]),
    tryBoth: async (hash: string) =>
      [
        ...(await ask({ verb: 'check', password: NEW_PASSWORD, hash })),
        ...(await ask({ verb: 'check', password: OLD_PASSWORD, hash })),
      ] as const,
  };
}

const attached: readonly (readonly [string, ApplicationFixture, ReturnType<typeof signIn>])[] = [
  ["Devise's encryptor", devise, signIn('devise', 'Devise', { cost: 12 })],
  ["PHP's password_verify, for Laravel", laravel, signIn('php', 'bcrypt')],
  ["PHP's password_verify, for Nextcloud", nextcloud, signIn('php', 'nextcloud')],
  ["Debian's argon2, for Directus", directus, signIn('passlib', 'argon2')],
];

describe.each(attached)('%s', (_, application, { hash, tryBoth }) => {
  it('takes the password of a reset, and not the old one', async () => {
    const host = await hostDatabase();
    await host.run([...application.tables, ...application.addJane(await hash())]);
    const stage = await serveAttached(host, application.name);
    expect(await stage.opens(application.typed, OLD_PASSWORD)).toBe(true);
    await reset(stage, application.typed, ADDRESS, NEW_PASSWORD);
    const [row] = await host.run([application.stored]);
    expect(await tryBoth(String(row?.['stored']))).toEqual([true, false]);
  });
});

const mapped: readonly (readonly [string, object, ReturnType<typeof signIn>])[] = [
  ['Werkzeug', { format: 'werkzeug-pbkdf2', iterations: 260_000 }, signIn('werkzeug', 'pbkdf2:sha256')],
  ['passlib', { format: 'pbkdf2', spelling: 'passlib', iterations: 29_000 }, signIn('passlib', 'pbkdf2_sha256')],
  ['PHP, as WordPress signs in', { format: 'wordpress' }, signIn('php', 'wordpress')],
];

describe.each(mapped)('%s, on a table of its own', (_, hashMapping, { hash, tryBoth }) => {
  it('takes the password of a reset, and not the old one', async () => {
    const host = await hostDatabase();
    await host.run([
      'create table members (id serial primary key, login varchar(80) unique, mail varchar(200), pw varchar(255))',
      `insert into members (login, mail, pw) values ('jane', '${ADDRESS}', '${await hash()}')`,
    ]);
    const path = join(scratchFolder(), 'users.json');
    const columns = { key: 'id', username: 'login', email: 'mail', passwordHash: 'pw' };
    writeFileSync(path, JSON.stringify({ table: 'members', keyType: 'integer', columns, hash: hashMapping }));
    const stage = await openStage('sqlite', { REKEY_DATABASE_URL: host.ownerUrl, REKEY_USERS_MAPPING: path });
    onTestFinished(async () => void (await stage.close()));
    expect(await stage.opens('jane', OLD_PASSWORD)).toBe(true);
    await reset(stage, 'jane', ADDRESS, NEW_PASSWORD);
    const [row] = await host.run(['select pw from members']);
    expect(await tryBoth(String(row?.['pw']))).toEqual([true, false]);
  });
});

describe.each(['pbkdf2_sha256', 'argon2', 'bcrypt_sha256'])("Django's authenticate, with its %s hasher", (hasher) => {
  it('takes the password of a reset on tables of its own, and not the old one', async () => {
    const path = join(scratchFolder(), 'django.sqlite');
    const jane = { username: 'jane', email: ADDRESS };
    const signsIn = (password: string) => ({ verb: 'sign in', username: 'jane', password }) as const;
    const made = [{ verb: 'migrate' }, { verb: 'add', ...jane, password: OLD_PASSWORD, as: hasher }] as const;
    expect(await askHost('django', [...made, signsIn(OLD_PASSWORD)], path)).toEqual([true, true, true]);

    const url = `sqlite:${path}`;
    const { report, settings } = await attachDatabase(url);
    expect(report).toMatchObject({ application: 'django', questions: [] });
    const stage = await openStage('sqlite', { REKEY_DATABASE_URL: url, ...settings, REKEY_ANSWERS: 'private' });
    onTestFinished(async () => void (await stage.close()));
    await reset(stage, ADDRESS, ADDRESS, NEW_PASSWORD);
    expect(await askHost('django', [signsIn(NEW_PASSWORD), signsIn(OLD_PASSWORD)], path)).toEqual([true, false]);
  });
});
