import { describe, expect, it } from 'vitest';
import { memoryInspector, type Sketch } from '../test/memory-inspector.ts';
import { type Answers, attach, type HashFile, knownApplications } from './index.ts';

const FORMATS = ['argon2id', 'bcrypt', 'django-pbkdf2', 'better-auth'];

/** Enough of the formats to tell them apart: the real reader of hashes is another package. */
function describeHash(stored: string): HashFile | null {
  const [, prefix, cost] = /^\$(2[aby])\$(\d\d)\$/.exec(stored) ?? [];
  if (prefix !== undefined) return { format: 'bcrypt', prefix, cost: Number(cost) };
  return stored.startsWith('pbkdf2_sha256$') ? { format: 'django-pbkdf2' } : null;
}

const attached = (tables: Readonly<Record<string, Sketch>>, answers: Answers = {}, kind?: 'SQLite' | 'PostgreSQL') =>
  attach(
    {
      inspector: memoryInspector(tables, kind),
      applications: knownApplications(),
      describeHash,
      hashFormats: FORMATS,
      role: 'rekey',
    },
    answers,
  );

const BCRYPT = '$2b$12$abcdefghijklmnopqrstuuSomeHashOfSomePasswordThatIsNone';
const MEMBERS: Sketch = {
  columns: { member_no: 'integer key', login: 'text', email: 'text', pw_hash: 'text', is_active: 'boolean' },
  rows: [{ member_no: 1, login: 'jane', email: 'jane@example.com', pw_hash: BCRYPT }],
};

describe('attach', () => {
  it('maps a table that nobody has heard of, by its columns and by the shape of its hashes', async () => {
    const { kind, report } = await attached({ 'public.members': MEMBERS });
    expect(kind).toBe('mapping');
    expect(report.application).toBeNull();
    expect(report.mapping).toEqual({
      table: 'public.members',
      keyType: 'integer',
      columns: {
        key: 'member_no',
        username: 'login',
        email: 'email',
        passwordHash: 'pw_hash',
        enabled: { column: 'is_active', yes: [true] },
      },
      lookUp: { by: 'either', case: 'ignored' },
      hash: { format: 'bcrypt', prefix: '2b', cost: 12 },
    });
  });

  it('names the indexes that the look-ups want', async () => {
    const { report } = await attached({ 'public.members': { ...MEMBERS, indexes: ['lower((login)::text)'] } });
    const advice = report.advice.join('\n');
    expect(advice).toContain('create index concurrently on "public"."members" (lower("email"));');
    expect(advice).not.toContain('lower("login")');
  });

  it('grants columns and not tables', async () => {
    const { report } = await attached({ 'public.members': MEMBERS });
    expect(report.grants).toEqual([
      'grant usage, create on schema "public" to "rekey";',
      'grant select ("member_no", "login", "email", "pw_hash", "is_active") on "public"."members" to "rekey";',
      'grant update ("pw_hash") on "public"."members" to "rekey";',
    ]);
  });

  it('has no grants for a database that knows no roles', async () => {
    const { report } = await attached({ members: MEMBERS }, {}, 'SQLite');
    expect(report.grants).toEqual([]);
    expect(report.advice.join()).toContain('create index "members_email_rekey" on "members" (lower("email"));');
  });

  it('asks which table, where two of them look like users', async () => {
    const { kind, report } = await attached({ 'public.members': MEMBERS, 'public.staff': MEMBERS });
    expect(kind).toBe('questions');
    expect(report.questions).toEqual([
      expect.objectContaining({ option: '--table', choices: ['public.members', 'public.staff'] }),
    ]);
    const answered = await attached({ 'public.members': MEMBERS, 'public.staff': MEMBERS }, { table: 'staff' });
    expect(answered.report.mapping?.table).toBe('public.staff');
  });

  it('asks what a status means, and takes the answer', async () => {
    const people = { ...MEMBERS, columns: { ...MEMBERS.columns, is_active: 'other', status: 'text' } };
    const { kind, report } = await attached({ 'public.members': people });
    expect(kind).toBe('questions');
    expect(report.questions).toEqual([
      expect.objectContaining({ option: '--enabled', choices: ['status=active', 'none'] }),
    ]);
    const answered = await attached({ 'public.members': people }, { enabled: 'status=active,trial' });
    expect(answered.report.mapping?.columns.enabled).toEqual({ column: 'status', yes: ['active', 'trial'] });
    const without = await attached({ 'public.members': people }, { enabled: 'none' });
    expect(without.report.mapping?.columns.enabled).toBeUndefined();
  });

  it('asks again about an answer that names no column', async () => {
    const { kind, report } = await attached({ 'public.members': MEMBERS }, { enabled: 'statsu=active' });
    expect(kind).toBe('questions');
    expect(report.questions[0]?.asks).toContain('"statsu=active" is no condition on a column of public.members');
  });

  it('asks for the format of hashes that it does not know: guessing would lock people out', async () => {
    const rows = [{ member_no: 1, login: 'jane', email: 'jane@example.com', pw_hash: 'a home-made hash' }];
    const { kind, report } = await attached({ 'public.members': { ...MEMBERS, rows } });
    expect(kind).toBe('questions');
    expect(report.questions).toEqual([expect.objectContaining({ option: '--hash', choices: FORMATS })]);
  });

  it('asks for the format where there is no hash yet', async () => {
    const { report } = await attached({ 'public.members': { ...MEMBERS, rows: [] } });
    expect(report.questions).toEqual([expect.objectContaining({ option: '--hash' })]);
    const { report: answered } = await attached({ 'public.members': { ...MEMBERS, rows: [] } }, { hash: 'argon2id' });
    expect(answered.mapping?.hash).toEqual({ format: 'argon2id' });
  });

  it('follows a foreign key from hashes to people', async () => {
    const { report } = await attached({
      'app.person': {
        columns: { id: 'uuid key', email: 'text', deleted_at: 'timestamp', updated_at: 'timestamp' },
      },
      'app.login_secret': {
        columns: { id: 'integer key', person: 'uuid', password_digest: 'text' },
        rows: [{ id: 1, person: 'x', password_digest: BCRYPT }],
        references: { person: 'app.person' },
      },
    });
    expect(report.mapping).toMatchObject({
      table: 'app.person',
      keyType: 'uuid',
      columns: { key: 'id', username: 'email', email: 'email' },
      lookUp: { by: 'email', case: 'ignored' },
      password: { table: 'app.login_secret', user: 'person', column: 'password_digest', absent: 'external' },
      gone: { column: 'deleted_at', yes: ['not null'] },
      alsoSet: { updated_at: 'now' },
    });
    expect(report.mapping?.columns.passwordHash).toBeUndefined();
    expect(report.grants).toContain('grant update ("password_digest") on "app"."login_secret" to "rekey";');
  });

  it('says that it found nobody, with the tables there are', async () => {
    const { kind, report } = await attached({ 'public.orders': { columns: { id: 'integer key', total: 'integer' } } });
    expect(kind).toBe('questions');
    expect(report.questions).toEqual([expect.objectContaining({ option: '--table', choices: ['public.orders'] })]);
  });

  it('refuses what keeps its credentials to itself, with the reason', async () => {
    const outcome = await attached({
      'public.user_entity': {
        columns: { id: 'text key', email: 'text', enabled: 'boolean', realm_id: 'text', username: 'text' },
      },
      'public.credential': {
        columns: { id: 'text key', user_id: 'text', type: 'text', secret_data: 'text', credential_data: 'text' },
      },
      'public.realm': { columns: { id: 'text key', name: 'text' } },
    });
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining('Keycloak') });
  });

  it('never repeats a value that it has seen', async () => {
    const outcome = await attached({ 'public.members': MEMBERS });
    expect(JSON.stringify(outcome)).not.toMatch(/jane|abcdefgh/);
  });

  it('tells a pepper that nobody can see from outside, and takes its file', async () => {
    const devise: Record<string, Sketch> = {
      'public.users': {
        columns: {
          id: 'integer key',
          email: 'text',
          encrypted_password: 'text',
          reset_password_token: 'text',
          created_at: 'timestamp',
          updated_at: 'timestamp',
        },
        rows: [{ id: 1, encrypted_password: '$2a$12$x' }],
      },
      'public.schema_migrations': { columns: { version: 'text key' } },
      'public.ar_internal_metadata': { columns: { key: 'text key', value: 'text' } },
    };
    const { report } = await attached(devise);
    expect(report).toMatchObject({
      application: 'devise',
      mapping: { hash: { format: 'bcrypt', prefix: '2a', cost: 12 } },
    });
    expect(report.advice.join()).toContain('--pepper-file');
    const peppered = await attached(devise, { pepperFile: '/etc/rekey/pepper' });
    expect(peppered.report.mapping?.hash).toEqual({
      format: 'bcrypt',
      prefix: '2a',
      cost: 12,
      pepperFile: '/etc/rekey/pepper',
    });
  });
});
