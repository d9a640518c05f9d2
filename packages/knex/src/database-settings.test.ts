import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from './database-settings.ts';

describe('parseDatabaseUrl', () => {
  it('tells SQLite, PostgreSQL and MariaDB apart', () => {
    expect(parseDatabaseUrl('sqlite:./var/rekey.sqlite')).toEqual({ kind: 'sqlite', path: './var/rekey.sqlite' });
    for (const url of ['postgres://a:b@host:5432/db', 'postgresql://host:5432/db?sslmode=disable']) {
      const place = `${url.split(':')[0]}://host:5432/db`;
      expect(parseDatabaseUrl(url)).toEqual({ kind: 'postgres', url, place });
    }
    for (const protocol of ['mysql', 'mariadb']) {
      const address = { host: 'host', port: 3306, user: 'a', password: 'b', database: 'db', tls: null };
      const place = `${protocol}://host/db`;
      expect(parseDatabaseUrl(`${protocol}://a:b@host/db`)).toEqual({ kind: 'mariadb', ...address, place });
    }
  });

  it.each(['', 'sqlite:', 'sqlite::memory:', 'mysql://host', 'mongodb://host/db', '/var/rekey.sqlite', 'postgres:'])(
    'refuses %j',
    (url) => {
      expect(() => parseDatabaseUrl(url)).toThrow('the database URL must be');
    },
  );

  it('does not repeat a URL that it refuses: it may hold a password', () => {
    expect(() => parseDatabaseUrl('mysql://root:geheim@host/')).toThrow(/^(?!.*geheim)/);
  });
});
