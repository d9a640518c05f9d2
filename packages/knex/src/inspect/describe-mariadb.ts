import type { ColumnType, DescribedDatabase, DescribedTable } from '@rekey/attach';
import type { Knex } from 'knex';
import { type Row, rows } from '../connections.ts';

/** Tables and views of the database that the URL names; a MariaDB's other databases are other applications'. */
const TABLES = `
  select table_name as name, table_type <> 'BASE TABLE' as is_view from information_schema.tables
  where table_schema = database() order by table_name`;

/** `_ci` at a collation's end: the database itself ignores case. */
const COLUMNS = `
  select table_name as of, column_name as name, data_type as type, column_type as exact, is_nullable as nullable,
    character_maximum_length as max_length, collation_name as collation
  from information_schema.columns where table_schema = database() order by table_name, ordinal_position`;

const INDEXES = `
  select table_name as of, index_name as name, column_name as part, non_unique from information_schema.statistics
  where table_schema = database() order by table_name, index_name, seq_in_index`;

const REFERENCES = `
  select table_name as of, constraint_name as name, column_name as part, referenced_table_name as target
  from information_schema.key_column_usage
  where table_schema = database() and referenced_table_schema = database() order by table_name, constraint_name, ordinal_position`;

const TYPES: Readonly<Record<string, ColumnType>> = {
  char: 'text',
  varchar: 'text',
  tinytext: 'text',
  text: 'text',
  mediumtext: 'text',
  longtext: 'text',
  enum: 'text',
  tinyint: 'integer',
  smallint: 'integer',
  mediumint: 'integer',
  int: 'integer',
  bigint: 'integer',
  uuid: 'uuid',
  timestamp: 'timestamp',
  datetime: 'timestamp',
};

export async function describeMariadb(on: Knex): Promise<DescribedDatabase> {
  const tables = await rows(on, TABLES);
  const columns = groupedBy('of', await rows(on, COLUMNS));
  const indexes = groupedBy('of', await rows(on, INDEXES));
  const references = groupedBy('of', await rows(on, REFERENCES));
  const describe = ({ name, is_view }: Row): DescribedTable => {
    const own = [...groupedBy('name', indexes.get(String(name)) ?? [])];
    const keys = [...groupedBy('name', references.get(String(name)) ?? []).values()];
    return {
      schema: null,
      name: String(name),
      kind: Number(is_view) === 1 ? 'view' : 'table',
      columns: (columns.get(String(name)) ?? []).map((column) => ({
        name: String(column['name']),
        type: typeOf(column),
        nullable: column['nullable'] === 'YES',
        maxLength: column['max_length'] === null ? null : Number(column['max_length']),
        ignoresCase: String(column['collation']).endsWith('_ci'),
      })),
      primaryKey: partsOf(own.find(([index]) => index === 'PRIMARY')?.[1] ?? []),
      indexes: own.map(([, parts]) => ({ columns: partsOf(parts), unique: Number(parts[0]?.['non_unique']) === 0 })),
      references: keys.flatMap(([first, ...others]) =>
        first === undefined || others.length > 0
          ? []
          : [{ column: String(first['part']), table: String(first['target']) }],
      ),
    };
  };
  return { kind: 'MariaDB', tables: tables.map(describe) };
}

const partsOf = (parts: readonly Row[]) => parts.map(({ part }) => String(part));

/** A boolean is a number of one digit here. */
function typeOf({ type, exact }: Row): ColumnType {
  return /^tinyint\(1\)/.test(String(exact)) ? 'boolean' : (TYPES[String(type)] ?? 'other');
}

function groupedBy(name: string, all: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of all) {
    const key = String(row[name]);
    const its = grouped.get(key);
    if (its === undefined) grouped.set(key, [row]);
    else its.push(row);
  }
  return grouped;
}
