import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from './database-settings.ts';

describe('parseDatabaseUrl', () => {
  it('tells SQLite from PostgreSQL', () => {
    expect(parseDatabaseUrl('sqlite:./var/rekey.sqlite')).toEqual({ kind: 'sqlite', path: './var/rekey.sqlite' });
    for (const url of ['postgres://a:b@host:5432/db', 'postgresql://host:5432/db?sslmode=disable']) {
      const place = `${url.split(':')[0]}://host:5432/db`;
      expect(parseDatabaseUrl(url)).toEqual({ kind: 'postgres', url, place });
    }
  });

  it.each(['', 'sqlite:', 'sqlite::memory:', 'mysql://host/db', '/var/rekey.sqlite', 'postgres:'])(
    'refuses %j',
    (url) => {
      expect(() => parseDatabaseUrl(url)).toThrow('the database URL must be');
    },
  );

  it('does not repeat a URL that it refuses: it may hold a password', () => {
    expect(() => parseDatabaseUrl('mysql://root:geheim@host/db')).toThrow(/^(?!.*geheim)/);
  });
});
