import type { ColumnType, DescribedDatabase, DescribedTable } from '@rekey/attach';
import type { Knex } from 'knex';
import { type Row, rows } from '../connections.ts';

/** Tables and views, but for the server's own and for those of which this role may read no column. */
const TABLES = `
  select c.oid::text as id, n.nspname as schema, c.relname as name, c.relkind in ('v', 'm') as is_view
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
    and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
    and has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select')
  order by n.nspname, c.relname`;

/** A domain is described by the type below it. */
const COLUMNS = `
  select a.attrelid::text as table_id, a.attname as name, not a.attnotnull as nullable, coalesce(b.typname, t.typname) as type,
    case when coalesce(b.typname, t.typname) in ('varchar', 'bpchar')
      then nullif(case when a.atttypmod > 0 then a.atttypmod else t.typtypmod end, -1) - 4 end as max_length
  from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_type b on b.oid = t.typbasetype and t.typtype = 'd'
  where a.attnum > 0 and not a.attisdropped and a.attrelid::text = any(?)
  order by a.attrelid, a.attnum`;

/** A partial index serves no look-up of ours. */
const INDEXES = `
  select i.indrelid::text as table_id, i.indisunique as is_unique, i.indisprimary as is_primary,
    array(select pg_get_indexdef(i.indexrelid, place, true) from generate_series(1, i.indnkeyatts) as place) as columns
  from pg_index i
  where i.indisvalid and i.indpred is null and i.indrelid::text = any(?)`;

const REFERENCES = `
  select k.conrelid::text as table_id, a.attname as "column", n.nspname || '.' || c.relname as target
  from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    join pg_class c on c.oid = k.confrelid join pg_namespace n on n.oid = c.relnamespace
  where k.contype = 'f' and array_length(k.conkey, 1) = 1 and k.conrelid::text = any(?)`;

const TYPES: Readonly<Record<string, ColumnType>> = {
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  citext: 'text',
  name: 'text',
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  uuid: 'uuid',
  bool: 'boolean',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
};

export async function describePostgres(on: Knex): Promise<DescribedDatabase> {
  const tables = await rows(on, TABLES);
  const ids = [tables.map(({ id }) => String(id))];
  const columns = byTable(await rows(on, COLUMNS, ids));
  const indexes = byTable(await rows(on, INDEXES, ids));
  const references = byTable(await rows(on, REFERENCES, ids));
  const describe = ({ id, schema, name, is_view }: Row): DescribedTable => {
    const its = (all: ReadonlyMap<string, readonly Row[]>) => all.get(String(id)) ?? [];
    return {
      schema: String(schema),
      name: String(name),
      kind: is_view === true ? 'view' : 'table',
      columns: its(columns).map((column) => ({
        name: String(column['name']),
        type: TYPES[String(column['type'])] ?? 'other',
        nullable: column['nullable'] === true,
        maxLength: column['max_length'] === null ? null : Number(column['max_length']),
        ignoresCase: column['type'] === 'citext',
      })),
      primaryKey: unquotedAll(its(indexes).find(({ is_primary }) => is_primary === true)?.['columns']),
      indexes: its(indexes).map((index) => ({
        columns: index['columns'] as string[],
        unique: index['is_unique'] === true,
      })),
      references: its(references).map(({ column, target }) => ({ column: String(column), table: String(target) })),
    };
  };
  return { kind: 'PostgreSQL', tables: tables.map(describe) };
}

function byTable(all: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of all) {
    const id = String(row['table_id']);
    const its = grouped.get(id);
    if (its === undefined) grouped.set(id, [row]);
    else its.push(row);
  }
  return grouped;
}

/** PostgreSQL prints a column that is part of an index with quotes where its name needs them. */
function unquotedAll(columns: unknown): readonly string[] {
  return ((columns ?? []) as string[]).map((column) => column.replace(/^"(.*)"$/, '$1').replaceAll('""', '"'));
}
