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

  it('says so when there are no columns at all', () => {
    expect(faultsOf({ table: 'users' } as unknown as UsersTableMapping)).toHaveLength(1);
  });
});
