import type { PasswordHash } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import type { UserAdministration } from '../src/index.ts';
import { KINDS, migrated } from './databases.ts';
import { user } from './sample-rows.ts';

describe.each(KINDS)('user administration on %s', (kind) => {
  const administration = async (): Promise<UserAdministration> => {
    const [{ users }] = await migrated(kind);
    if (users === null) throw new Error("Rekey's own table is administered");
    return users;
  };

  it('adds a user once, and shows it without its hash', async () => {
    const users = await administration();
    expect(await users.add(user('jane'))).toBe('added');
    expect(await users.add({ ...user('jane'), email: 'other@example.com' })).toBe('exists');
    const { passwordHash: _hash, ...shown } = user('jane');
    expect(await users.show('jane')).toEqual({ ...shown, passwordChangedAt: null });
  });

  it('takes names that differ in case or by a space for different users', async () => {
    const users = await administration();
    for (const name of ['jane', 'Jane', 'jane ']) expect(await users.add(user(name))).toBe('added');
    expect((await users.show('Jane'))?.email).toBe('Jane@example.com');
  });

  it('changes what it is told to, and nothing else', async () => {
    const users = await administration();
    await users.add(user('jane'));
    expect(await users.set('jane', { email: null, enabled: false })).toBe(true);
    expect(await users.set('jane', { externallyManaged: true })).toBe(true);
    expect(await users.set('jane', {})).toBe(true);
    expect(await users.show('jane')).toMatchObject({
      email: null,
      firstName: 'Jane',
      enabled: false,
      externallyManaged: true,
    });
  });

  it('removes a user', async () => {
    const users = await administration();
    await users.add(user('jane'));
    expect(await users.remove('jane')).toBe(true);
    expect(await users.show('jane')).toBeNull();
  });

  it('has a hash for whoever checks a password, and tells none from nobody', async () => {
    const [{ users, passwordHashOf }] = await migrated(kind);
    await users?.add({ ...user('jane'), passwordHash: null });
    await users?.add({ ...user('john'), passwordHash: '$argon2id$john' as PasswordHash });
    expect(await passwordHashOf('jane')).toEqual({ hash: null });
    expect(await passwordHashOf('john')).toEqual({ hash: '$argon2id$john' });
    for (const nobody of ['John', 'nobody', 'john\0']) expect(await passwordHashOf(nobody)).toBeNull();
  });

  it('records what it did, by name and key and without values, and nothing that it did not do', async () => {
    const [{ users, auditReader }] = await migrated(kind);
    await users?.add(user('jane'));
    await users?.add(user('jane'));
    await users?.set('jane', { email: 'new@example.com', enabled: false });
    await users?.set('nobody', { enabled: false });
    await users?.remove('jane');
    await users?.remove('jane');
    const events = await auditReader.list({ limit: 10 });
    expect(events).toMatchObject([
      { kind: 'user-removed', username: 'jane', userKey: '1', reason: null },
      { kind: 'user-changed', username: 'jane', userKey: '1', reason: 'email, enabled' },
      { kind: 'user-added', username: 'jane', userKey: '1', reason: null },
    ]);
    expect(events).toHaveLength(3);
  });

  it('says so when there is no such user', async () => {
    const users = await administration();
    expect(await users.set('nobody', { enabled: false })).toBe(false);
    expect(await users.set('nobody', {})).toBe(false);
    expect(await users.remove('nobody')).toBe(false);
  });
});
