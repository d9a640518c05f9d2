import { type Connections, rows } from './connections.ts';

/** How many characters a column takes; `null` for no limit, and where the database keeps none (SQLite). */
export async function columnLength(
  { read, dialect }: Connections,
  table: string,
  column: string,
): Promise<number | null> {
  if (dialect.kind === 'SQLite') return null;
  const [row] = await rows(
    read,
    `select nullif(case when a.atttypmod > 0 then a.atttypmod else t.typtypmod end, -1) - 4 as length
     from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_type b on b.oid = t.typbasetype
     where a.attrelid = to_regclass(?) and a.attname = ? and coalesce(b.typname, t.typname) in ('varchar', 'bpchar')`,
    [table.split('.').map(dialect.quote).join('.'), column],
  );
  const length = row?.['length'] ?? null;
  return length === null ? null : Number(length);
}

const POSTGRES = `
  select 'triggers' as what, t.tgname as name from pg_trigger t
    where t.tgrelid = to_regclass(?) and not t.tgisinternal and t.tgenabled <> 'D' and t.tgtype & 20 > 0
  union all
  select 'rules', r.rulename from pg_rewrite r
    where r.ev_class = to_regclass(?) and r.ev_type in ('2', '3') and r.rulename <> '_RETURN'
  union all
  select 'row-level policies', p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
    where p.polrelid = to_regclass(?) and c.relrowsecurity
  union all
  select 'checks', k.conname from pg_constraint k where k.conrelid = to_regclass(?) and k.contype = 'c'`;

const SQLITE = `
  select 'triggers' as what, name from sqlite_master where type = 'trigger' and tbl_name = ? and sql like '%update%'
  union all
  select 'checks', name from sqlite_master where type = 'table' and name = ? and sql like '%check%(%'`;

/**
 * What the host application's tables do by themselves when Rekey writes to them. One row that takes a change proves nothing about
 * another one, so an operator is told that they are there.
 */
export async function customsOf({ read, dialect }: Connections, tables: readonly string[]): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const name of new Set(tables)) {
    const isSqlite = dialect.kind === 'SQLite';
    const place = isSqlite ? name : name.split('.').map(dialect.quote).join('.');
    const found = await rows(read, isSqlite ? SQLITE : POSTGRES, Array(isSqlite ? 2 : 4).fill(place));
    const byKind = new Map<string, string[]>();
    for (const row of found) {
      const what = String(row['what']);
      byKind.set(what, [...(byKind.get(what) ?? []), String(row['name'])]);
    }
    for (const [what, names] of byKind) notes.push(`${name} has ${what} of its own: ${names.join(', ')}`);
  }
  return notes;
}
