import type { UsersTableMapping } from '../../src/index.ts';
import type { HostTable } from './host-table.ts';
import { SPLIT } from './split.ts';

/** Both in tables of their own, deleted users that stay as rows, and names that fold by their column's own rule. */
export const SCATTERED: HostTable = {
  ...SPLIT,
  mapping: {
    ...(SPLIT.mapping as UsersTableMapping),
    columns: { ...(SPLIT.mapping as UsersTableMapping).columns, email: 'mail' },
    mailbox: { table: 'address', user: 'owner', column: 'value' },
    gone: { column: 'deletedAt', yes: ['not null'] },
    alsoSet: { touched: 'now' },
  },
  parts: { ...SPLIT.parts, email: { table: 'address', user: 'owner', column: 'value', others: {} } },
  ddl: {
    sqlite: [
      ...SPLIT.ddl.sqlite,
      'alter table person add column "deletedAt" text',
      'alter table person add column touched text',
      'create table address (owner integer not null, value text)',
    ],
    postgres: [
      ...SPLIT.ddl.postgres,
      'alter table person add column "deletedAt" timestamptz, add column touched timestamp',
      'create table address (owner bigint not null, value text)',
      'create index on address (owner)',
    ],
    mariadb: [
      ...SPLIT.ddl.mariadb,
      'alter table person add column deletedAt datetime, add column touched datetime',
      'create table address (owner bigint not null, value varchar(255), index (owner), index (value))',
    ],
  },
  columnsOf: (change) => {
    const { mail: _, ...rest } = SPLIT.columnsOf(change);
    return rest;
  },
  rowOf: (row) => ({ ...SPLIT.rowOf(row), email: (row['value'] ?? null) as string | null }),
};
