import { type Connections, rows } from './connections.ts';
import { type Custom, columnLengthInMariadb, type Deed, inMariadb, wantingInMariadb } from './table-customs-mariadb.ts';

export type { Deed } from './table-customs-mariadb.ts';

/** How many characters a column takes; `null` for no limit, and where the database keeps none (SQLite). */
export async function columnLength(
  { read, dialect }: Connections,
  table: string,
  column: string,
): Promise<number | null> {
  if (dialect.kind === 'SQLite') return null;
  if (dialect.kind === 'MariaDB') return columnLengthInMariadb(read, table, column);
  const [row] = await rows(
    read,
    // A domain may be made of a domain: each may say a length, and the type is that of the last.
    `with recursive types as (
       select t.oid, t.typname, t.typtype, t.typbasetype, t.typtypmod, a.atttypmod as length
       from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = to_regclass(?) and a.attname = ?
       union all
       select t.oid, t.typname, t.typtype, t.typbasetype, t.typtypmod, d.typtypmod
       from types d join pg_type t on t.oid = d.typbasetype where d.typtype = 'd'
     )
     select max(length) - 4 as length from types
     where exists (select 1 from types where typname in ('varchar', 'bpchar')) having max(length) > 0`,
    [placeOf(table, dialect.quote), column],
  );
  const length = row?.['length'] ?? null;
  return length === null ? null : Number(length);
}

/** Columns that take no null and have no default, but for these: an insert that leaves them out fails. */
export async function columnsThatWantAValue(
  { read, dialect }: Connections,
  table: string,
  filled: readonly string[],
): Promise<readonly string[]> {
  const wanting =
    dialect.kind === 'MariaDB'
      ? await wantingInMariadb(read, table)
      : dialect.kind === 'SQLite'
        ? // A key of type INTEGER numbers itself.
          await rows(
            read,
            `select name from pragma_table_info(?)
           where "notnull" = 1 and dflt_value is null and not (pk = 1 and upper(type) = 'INTEGER')`,
            [table],
          )
        : await rows(
            read,
            `select a.attname as name from pg_attribute a join pg_type t on t.oid = a.atttypid
           where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped and (a.attnotnull or t.typnotnull)
             and not a.atthasdef and a.attidentity = '' and t.typdefault is null order by a.attnum`,
            [placeOf(table, dialect.quote)],
          );
  return wanting.map(({ name }) => String(name)).filter((name) => !filled.includes(name));
}

const placeOf = (table: string, quote: (name: string) => string) => table.split('.').map(quote).join('.');

/** The bit of `pg_trigger.tgtype`, and the letter of `pg_rewrite.ev_type`. */
const IN_POSTGRES: Readonly<Record<Deed, { readonly bit: number; readonly event: string }>> = {
  insert: { bit: 4, event: '3' },
  delete: { bit: 8, event: '4' },
  update: { bit: 16, event: '2' },
};

const POSTGRES = `
  select 'triggers' as what, t.tgname as name from pg_trigger t
    where t.tgrelid = to_regclass(?) and not t.tgisinternal and t.tgenabled <> 'D' and t.tgtype & ? > 0
  union all
  select 'rules', r.rulename from pg_rewrite r
    where r.ev_class = to_regclass(?) and r.ev_type::text = any(?) and r.rulename <> '_RETURN'
  union all
  select 'row-level policies', p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
    where p.polrelid = to_regclass(?) and c.relrowsecurity
  union all
  select 'checks', k.conname from pg_constraint k where k.conrelid = to_regclass(?) and k.contype = 'c' and ?
  order by what, name`;

const SQLITE = `
  select 'triggers' as what, name, sql from sqlite_master where type = 'trigger' and tbl_name = ?
  union all
  select 'checks', name, sql from sqlite_master where type = 'table' and name = ? and sql like '%check%(%' and ?
  order by what, name`;

/**
 * What the host application's tables do by themselves when Rekey writes to them, or hide when it reads. One row that takes a change
 * proves nothing about another one, so an operator is told that they are there.
 */
export async function customsOf(
  connections: Connections,
  tables: ReadonlyMap<string, readonly Deed[]>,
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const [table, deeds] of tables) {
    const found = await LOOKS[connections.dialect.kind](connections, table, deeds);
    const byKind = new Map<string, string[]>();
    for (const { what, name } of found) byKind.set(what, [...(byKind.get(what) ?? []), name]);
    for (const [what, names] of byKind) notes.push(`${table} has ${what} of its own: ${names.join(', ')}`);
  }
  return notes;
}

const LOOKS = { SQLite: inSqlite, PostgreSQL: inPostgres, MariaDB: inMariadb };

const putsValues = (deeds: readonly Deed[]) => deeds.includes('insert') || deeds.includes('update');

async function inPostgres({ read, dialect }: Connections, table: string, deeds: readonly Deed[]) {
  const place = placeOf(table, dialect.quote);
  const bits = deeds.reduce((sum, deed) => sum + IN_POSTGRES[deed].bit, 0);
  const events = deeds.map((deed) => IN_POSTGRES[deed].event);
  const found = await rows(read, POSTGRES, [place, bits, place, events, place, place, putsValues(deeds)]);
  return found.map(({ what, name }): Custom => ({ what: String(what), name: String(name) }));
}

async function inSqlite({ read }: Connections, table: string, deeds: readonly Deed[]): Promise<readonly Custom[]> {
  const found = await rows(read, SQLITE, [table, table, putsValues(deeds)]);
  return found
    .filter(({ what, sql }) => what !== 'triggers' || deeds.includes(deedThatFires(String(sql))))
    .map(({ what, name }) => ({ what: String(what), name: String(name) }));
}

/** The first of the three words behind the trigger's name; names that hold one are quoted or part of a longer word. */
function deedThatFires(trigger: string): Deed {
  const [, deed] = /\b(insert|update|delete)\b(?:\s+of\b[^;]*?)?\s+on\b/i.exec(trigger) ?? [];
  return (deed?.toLowerCase() ?? 'update') as Deed;
}
