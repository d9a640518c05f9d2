import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { passwordHasher } from '@rekey/crypto';
import type { NewPassword } from '@rekey/domain/values';
import { connect } from '@rekey/knex';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../scripted-shell.ts';

/** What somebody might call things, in every habit of naming, reserved words and blanks included. */
const WORDS = {
  table: ['users', 'User', 'app users', 'tbl_account', 'order', 'Mitglieder', 'sys-user', 'PEOPLE'],
  key: ['id', 'ID', 'user_id', 'userId', 'no', 'group'],
  login: ['username', 'login', 'userName', 'user_name', 'handle', 'Benutzer'],
  email: ['email', 'e_mail', 'mail', 'emailAddress', 'E-Mail', 'contact'],
  hash: ['password', 'password_hash', 'passwordHash', 'pw', 'secret', 'crypted'],
  flag: ['active', 'is_active', 'enabled', 'locked', 'banned'],
  gone: ['deleted_at', 'deletedAt', 'removed'],
  type: ['text', 'varchar(255)', 'varchar(120)'],
} as const;

const oneOf = (words: readonly string[]) => fc.constantFrom(...words);
const maybe = (words: readonly string[]) => fc.option(oneOf(words), { nil: undefined });

/** A users table, its hashes in it or beside it, among tables that are none. */
const schemas = fc.record({
  table: oneOf(WORDS.table),
  key: oneOf(WORDS.key),
  keyType: fc.constantFrom('integer primary key', 'text primary key'),
  login: maybe(WORDS.login),
  email: oneOf(WORDS.email),
  hash: oneOf(WORDS.hash),
  type: oneOf(WORDS.type),
  flag: maybe(WORDS.flag),
  gone: maybe(WORDS.gone),
  isSplit: fc.boolean(),
  hasIndexes: fc.boolean(),
  others: fc.integer({ min: 0, max: 2 }),
});
type Schema = typeof schemas extends fc.Arbitrary<infer Made> ? Made : never;

const quoted = (name: string) => `"${name}"`;

function ddlOf(schema: Schema): readonly string[] {
  const { table, key, keyType, login, email, hash, type, flag, gone, isSplit, hasIndexes, others } = schema;
  const columns = [
    `${quoted(key)} ${keyType}`,
    ...(login === undefined ? [] : [`${quoted(login)} ${type} not null`]),
    `${quoted(email)} ${type}`,
    ...(isSplit ? [] : [`${quoted(hash)} ${type}`]),
    ...(flag === undefined ? [] : [`${quoted(flag)} boolean default ${/lock|ban/.test(flag) ? 'false' : 'true'}`]),
    ...(gone === undefined ? [] : [`${quoted(gone)} timestamp`]),
  ];
  const noise = [
    'create table invoices (id integer primary key, total integer, note text)',
    'create table log (at text, line text)',
  ];
  return [
    ...noise.slice(0, others),
    `create table ${quoted(table)} (${columns.join(', ')})`,
    ...(isSplit
      ? [
          `create table credentials (owner ${keyType.replace(' primary key', '')} references ${quoted(table)} (${quoted(key)}), ${quoted(hash)} ${type})`,
        ]
      : []),
    ...(hasIndexes ? [`create unique index their_mail on ${quoted(table)} (${quoted(email)})`] : []),
  ];
}

async function madeUp(schema: Schema, hash: string) {
  const url = `sqlite:${join(scratchFolder(), 'host.sqlite')}`;
  const host = connect({ url });
  for (const statement of ddlOf(schema)) await host.write.raw(statement);
  for (let person = 1; person <= 3; person += 1) {
    const key = schema.keyType.startsWith('integer') ? person : `key-${person}`;
    const row: Record<string, unknown> = { [schema.key]: key, [schema.email]: `person${person}@example.com` };
    if (schema.login !== undefined) row[schema.login] = `person${person}`;
    if (!schema.isSplit) row[schema.hash] = hash;
    await host.write(schema.table).insert(row);
    if (schema.isSplit) await host.write('credentials').insert({ owner: key, [schema.hash]: hash });
  }
  await host.close();
  return url;
}

/** One column cannot be two; the reserved word for a key is another column's name nowhere. */
const isPossible = ({ key, login, email, hash, flag, gone }: Schema) =>
  new Set([key, login, email, hash, flag, gone].map((name) => name?.toLowerCase())).size >=
  [key, login, email, hash, flag, gone].filter((name) => name !== undefined).length;

describe('tables that nobody has thought of', () => {
  it('get a mapping with which a reset works, or a question that an option answers', { timeout: 120_000 }, async () => {
    const hash = await passwordHasher({ hash: { format: 'bcrypt', cost: 4 } }).hash('what they typed' as NewPassword);
    const ends = { mapped: 0, asked: 0 };
    await fc.assert(
      fc.asyncProperty(schemas.filter(isPossible), async (schema) => {
        const url = await madeUp(schema, hash);
        const path = join(scratchFolder(), 'users.json');
        const settings = {
          REKEY_DATABASE_URL: url,
          REKEY_PUBLIC_URL: 'https://id.example.com',
          REKEY_LOG_LEVEL: 'silent',
        };
        const attached = await rekey(settings, ['attach', '--write', path, '--json']);
        const report = JSON.parse(attached.out);
        if (attached.code === 2) {
          ends.asked += 1;
          expect(report.questions.length).toBeGreaterThan(0);
          for (const { option, asks } of report.questions)
            expect([option, asks].every((told) => told.length > 3)).toBe(true);
          expect(existsSync(path)).toBe(false);
          return;
        }
        expect([attached.code, attached.err]).toEqual([0, expect.stringContaining('wrote ')]);
        ends.mapped += 1;
        const { by = 'username' } = JSON.parse(readFileSync(path, 'utf8')).lookUp ?? {};
        const name = by === 'username' && schema.login !== undefined ? 'person2' : 'person2@example.com';
        const mapped = { ...settings, REKEY_USERS_MAPPING: path };
        expect((await rekey(mapped, ['migrate'])).code).toBe(0);
        const rehearsed = await rekey(mapped, ['rehearse', '--username', name]);
        expect([rehearsed.code, rehearsed.err]).toEqual([0, '']);
      }),
      { numRuns: 40 },
    );
    // Both ends are reached, or the property says nothing.
    expect(Math.min(ends.mapped, ends.asked)).toBeGreaterThan(0);
  });
});
