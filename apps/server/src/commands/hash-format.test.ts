import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { passwordHasher } from '@rekey/crypto';
import type { NewPassword } from '@rekey/domain/values';
import { connect } from '@rekey/knex';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';

/** A host application whose stored hash is of one format, and a mapping that names another. */
async function setUp(stored: Parameters<typeof passwordHasher>[0], hash: object | undefined) {
  const folder = scratchFolder();
  const url = `sqlite:${join(folder, 'host.sqlite')}`;
  const host = connect({ url });
  await host.write.raw('create table accounts (id integer primary key, login text unique, mail text, pw text)');
  const made = await passwordHasher(stored).hash('what jane typed' as NewPassword);
  await host.write.raw("insert into accounts (login, mail, pw) values ('jane', 'jane@example.com', ?)", [made]);
  await host.close();
  const path = join(folder, 'mapping.json');
  const columns = { key: 'id', username: 'login', email: 'mail', passwordHash: 'pw' };
  writeFileSync(path, JSON.stringify({ table: 'accounts', keyType: 'integer', columns, ...(hash && { hash }) }));
  const environment = {
    REKEY_DATABASE_URL: url,
    REKEY_USERS_MAPPING: path,
    REKEY_PUBLIC_URL: 'https://id.example.com',
    REKEY_LOG_LEVEL: 'silent',
  };
  await rekey(environment, ['migrate']);
  return environment;
}

const BCRYPT = { hash: { format: 'bcrypt', cost: 4 } };

describe('a mapping of hashes', () => {
  it('is refused where the stored ones are of another format: their sign-in would not read ours', async () => {
    const { out } = await rekey(await setUp(BCRYPT, undefined), ['doctor']);
    expect(out).toMatch(
      /^WRONG {2}users table: .*its hashes are bcrypt, and Rekey would write argon2id.*"format": "bcrypt"/m,
    );
  });

  it('fits where it names theirs', async () => {
    const environment = await setUp(BCRYPT, BCRYPT.hash);
    const { out } = await rekey(environment, ['doctor']);
    expect(out).toMatch(/^ok +users table: fits/m);
    expect(out).toMatch(/^ok +hashes: passwords can be hashed, as bcrypt$/m);
  });

  it('may name another format that the same application reads', async () => {
    const environment = await setUp(
      { hash: { format: 'django-pbkdf2', iterations: 1_000 } },
      { format: 'django-argon2' },
    );
    expect((await rekey(environment, ['doctor'])).out).toMatch(/^ok +users table: fits/m);
  });

  it('is told what a quick format costs', async () => {
    const environment = await setUp({ hash: { format: 'crafter' } }, { format: 'crafter' });
    expect((await rekey(environment, ['doctor'])).out).toMatch(
      /^ok +hashes: but note: 1,000 rounds of SHA-256 are quick/m,
    );
    const { code, out } = await rekey({ REKEY_DATABASE_URL: environment.REKEY_DATABASE_URL }, ['attach']);
    expect(code).toBe(0);
    expect(out).toMatch(/^note: 1,000 rounds of SHA-256 are quick/m);
  });

  it('is refused by its name and its place where it is none', async () => {
    const environment = await setUp(BCRYPT, { format: 'bcrypt', coost: 12 });
    expect((await rekey(environment, ['doctor'])).out).toMatch(
      /REKEY_USERS_MAPPING: hash\.coost: there is no such member/,
    );
  });

  it('is refused where a pepper leaves too few bytes for a password', async () => {
    const pepperFile = join(scratchFolder(), 'pepper');
    writeFileSync(pepperFile, 'x'.repeat(64));
    const environment = await setUp(BCRYPT, { ...BCRYPT.hash, pepperFile });
    expect((await rekey(environment, ['doctor'])).out).toMatch(
      /REKEY_USERS_MAPPING: hash: leaves 8 bytes, and a password has 15 characters/,
    );
  });
});
