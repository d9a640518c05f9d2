import type { Knex } from 'knex';
import { type Connections, type Row, rows } from './connections.ts';

/** What a statement of Rekey's does to a table of the host application. */
export type Deed = 'insert' | 'update' | 'delete';

export interface Custom {
  readonly what: string;
  readonly name: string;
}

/** A table as the catalogue knows it: `shop.users`, or `users` of the database that one is connected to. */
const HERE = 'table_schema = coalesce(?, database()) and table_name = ?';

function placeOf(table: string): readonly [string | null, string] {
  const dot = table.indexOf('.');
  return dot < 0 ? [null, table] : [table.slice(0, dot), table.slice(dot + 1)];
}

export async function columnLengthInMariadb(read: Knex, table: string, column: string): Promise<number | null> {
  const [row] = await rows(
    read,
    `select character_maximum_length as length from information_schema.columns where ${HERE} and column_name = ?`,
    [...placeOf(table), column],
  );
  const length = row?.['length'] ?? null;
  return length === null ? null : Number(length);
}

/** Characters that a narrower column lacks would fail everybody who is looked up in the same query. */
export async function refuseNarrowColumn(read: Knex, table: string, column: string): Promise<void> {
  const [row] = await rows(
    read,
    `select character_set_name as charset from information_schema.columns where ${HERE} and column_name = ?`,
    [...placeOf(table), column],
  );
  const charset = row?.['charset'] ?? 'utf8mb4';
  if (String(charset).startsWith('utf8')) return;
  throw new Error(
    `${table}.${column} keeps text as ${charset}, which has no place for most names: convert it to utf8mb4`,
  );
}

export function wantingInMariadb(read: Knex, table: string): Promise<readonly Row[]> {
  return rows(
    read,
    `select column_name as name from information_schema.columns
     where ${HERE} and is_nullable = 'NO' and column_default is null and extra not like '%auto_increment%'
       and is_generated = 'NEVER' order by ordinal_position`,
    placeOf(table),
  );
}

const CUSTOMS = `
  select 'triggers' as what, trigger_name as name from information_schema.triggers
    where event_object_schema = coalesce(?, database()) and event_object_table = ? and event_manipulation in (?, ?, ?)
  union all
  select 'checks', constraint_name from information_schema.check_constraints
    where constraint_schema = coalesce(?, database()) and table_name = ? and ?
  union all
  select 'no transactions', concat('engine ', engine) from information_schema.tables
    where ${HERE} and engine <> 'InnoDB'
  order by what, name`;

export async function inMariadb(
  { read }: Connections,
  table: string,
  deeds: readonly Deed[],
): Promise<readonly Custom[]> {
  const place = placeOf(table);
  const [one = null, two = null, three = null] = deeds;
  const writes = deeds.includes('insert') || deeds.includes('update');
  const found = await rows(read, CUSTOMS, [...place, one, two, three, ...place, writes, ...place]);
  return found.map(({ what, name }) => ({ what: String(what), name: String(name) }));
}
