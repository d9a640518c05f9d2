import { describe, expect, it } from 'vitest';
import { databaseAdvice } from './database-advice.ts';

const coded = (code: string) => Object.assign(new Error('a fault'), { code });

describe('databaseAdvice', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', '57P03', '53300', 'SQLITE_BUSY', 'SQLITE_FULL'])(
    'waits for a database that says %s',
    (code) => {
      expect(databaseAdvice(coded(code))?.kind).toBe('away');
    },
  );

  it.each(['28P01', '3D000', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SQLITE_READONLY', 'SQLITE_NOTADB'])(
    'does not wait where %s asks for an operator',
    (code) => {
      expect(databaseAdvice(coded(code))?.kind).toBe('settings');
    },
  );

  it('knows what pools and drivers say without a code', () => {
    for (const words of ['Knex: Timeout acquiring a connection.', 'Query read timeout', 'timeout expired']) {
      expect(databaseAdvice(new Error(words))?.kind).toBe('away');
    }
  });

  it.each(['create table users (\n id) - SQLITE_ERROR: table users already exists', 'relation "users" already exists'])(
    'leads to the mapping where the users of an application are in the way: %j',
    (words) => {
      expect(databaseAdvice(new Error(words))?.advice).toContain('REKEY_USERS_MAPPING');
    },
  );

  it.each([
    Object.assign(new Error('select 1 - prepared statement "rekey_0" already exists'), { code: '42P05' }),
    Object.assign(new Error('select 1 - prepared statement "rekey_3" does not exist'), { code: '26000' }),
    Object.assign(new Error('BEGIN; - transaction blocks not allowed in statement pooling mode'), { code: '08P01' }),
  ])('recognises a pooler that changes sessions: $message', (fault) => {
    expect(databaseAdvice(fault)).toMatchObject({
      kind: 'settings',
      advice: expect.stringMatching(/PgBouncer.*session/),
    });
  });

  it('looks at causes, and ends on one that is its own cause', () => {
    expect(databaseAdvice(new Error('outer', { cause: coded('3D000') }))?.kind).toBe('settings');
    const round = new Error('round');
    round.cause = round;
    expect(databaseAdvice(round)).toBeNull();
  });

  it('has nothing to say about other faults', () => {
    expect([databaseAdvice(new TypeError('x is not a function')), databaseAdvice('text')]).toEqual([null, null]);
  });
});
