import { describe, expect, it } from 'vitest';
import { faultsOf } from './mapping-faults.ts';
import { OWN_USERS_TABLE, type UsersTableMapping } from './users-table-mapping.ts';

const MINIMAL: UsersTableMapping = {
  table: 'accounts.people',
  columns: { key: 'id', username: 'login', email: 'mail', passwordHash: 'secret' },
};

/** As it may come from a file: nothing is known of its types. */
function faults(change: object, columns: object = {}): readonly string[] {
  return faultsOf({ ...MINIMAL, ...change, columns: { ...MINIMAL.columns, ...columns } } as UsersTableMapping);
}

describe('faultsOf', () => {
  it('finds none in a mapping that can be used', () => {
    expect(faultsOf(OWN_USERS_TABLE)).toEqual([]);
    expect(faultsOf(MINIMAL)).toEqual([]);
  });

  it('names each fault by its place, all of them at once', () => {
    const changedAt = { column: '', as: 'seconds' };
    expect(
      faults({ table: 'a..b', keyType: 'serial' }, { email: ' ', firstName: 7, passwordChangedAt: changedAt }),
    ).toEqual([
      'table: a table name is wanted, with or without schema',
      'keyType: integer, uuid or text is wanted',
      'columns.email: a column name is wanted',
      'columns.firstName: a column name is wanted',
      'columns.passwordChangedAt.column: a column name is wanted',
      'columns.passwordChangedAt.as: milliseconds or timestamp is wanted',
    ]);
  });

  it('wants to be told which values of a flag mean yes', () => {
    expect(faults({}, { enabled: { column: 'state', yes: [] } })).toEqual([
      'columns.enabled.yes: list the values that mean yes',
    ]);
  });

  it('refuses names that would change the statement they stand in', () => {
    expect(faults({ table: 'users?' }, { key: 'a\0b' })).toHaveLength(2);
    expect(faults({ table: 'users"; drop table users; --' })).toEqual([]); // quoted, it is only a strange name
  });

  it('refuses every member that it does not know, at every depth, and names the nearest', () => {
    const misspelt = {
      kyeType: 'text',
      lookup: { by: 'email' },
      gone: { column: 'deleted', yse: [true] },
      password: { table: 't', user: 'u', column: 'c', abesnt: 'allow' },
    };
    expect(faults(misspelt, { enable: { column: 'a', yes: [true] }, passwordHash: undefined })).toEqual([
      'kyeType: there is no such member; do you mean keyType?',
      'lookup: there is no such member; do you mean lookUp?',
      'columns.enable: there is no such member; do you mean columns.enabled?',
      'password.abesnt: there is no such member; do you mean password.absent?',
      'gone.yse: there is no such member; do you mean gone.yes?',
      'gone.yes: list the values that mean yes',
    ]);
  });

  it.each([
    ['a hash in two places', { password: { table: 't', user: 'u', column: 'c' } }, {}, 'columns.passwordHash'],
    ['a hash nowhere', {}, { passwordHash: undefined }, 'columns.passwordHash'],
    ['an address nowhere', {}, { email: undefined }, 'columns.email'],
    ['columns beside a row that is none', { alsoSetPassword: { x: 1 } }, {}, 'alsoSetPassword'],
    ['a look-up by something else', { lookUp: { by: 'phone' } }, {}, 'lookUp.by'],
    ['both ways of a flag', { gone: { column: 'a', yes: [1], no: [2] } }, {}, 'gone.yes'],
    ['a value that no column has', { alsoSet: { a: [1] } }, {}, 'alsoSet.a'],
    [
      'a zone of a number',
      {},
      { passwordChangedAt: { column: 'c', as: 'milliseconds', zone: 'UTC' } },
      'columns.passwordChangedAt.zone',
    ],
  ])('refuses %s', (_, change, columns, place) => {
    expect(faults(change, columns)).toEqual([expect.stringContaining(`${place}: `)]);
  });

  it('says so when there are no columns at all', () => {
    expect(faultsOf({ table: 'users' } as unknown as UsersTableMapping)).toHaveLength(1);
  });
});
