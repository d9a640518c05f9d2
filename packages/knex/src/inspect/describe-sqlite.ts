import type { ColumnType, DescribedDatabase, DescribedIndex, DescribedTable } from '@rekey/attach';
import type { Knex } from 'knex';
import { type Row, rows } from '../connections.ts';

/** SQLite takes any word for a type; these are what applications write, the narrower first. */
const TYPES: readonly (readonly [RegExp, ColumnType])[] = [
  [/bool|tinyint\s*\(1\)/i, 'boolean'],
  [/uuid/i, 'uuid'],
  [/int/i, 'integer'],
  [/date|time/i, 'timestamp'],
  [/char|text|clob|string/i, 'text'],
];

export async function describeSqlite(on: Knex): Promise<DescribedDatabase> {
  const found = await rows(
    on,
    `select name, type from sqlite_master where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\' order by name`,
  );
  const tables: DescribedTable[] = [];
  for (const { name, type } of found) tables.push(await describeTable(on, String(name), type === 'view'));
  return { kind: 'SQLite', tables };
}

async function describeTable(on: Knex, name: string, isView: boolean): Promise<DescribedTable> {
  const columns = await rows(on, 'select * from pragma_table_info(?)', [name]);
  const references = await rows(on, 'select * from pragma_foreign_key_list(?)', [name]);
  const key = columns.filter(({ pk }) => Number(pk) > 0).sort((one, other) => Number(one['pk']) - Number(other['pk']));
  return {
    schema: null,
    name,
    kind: isView ? 'view' : 'table',
    columns: columns.map((column) => ({
      name: String(column['name']),
      type: TYPES.find(([pattern]) => pattern.test(String(column['type'])))?.[1] ?? 'other',
      nullable: Number(column['notnull']) === 0,
      // SQLite keeps any length, whatever the type says.
      maxLength: null,
      ignoresCase: false,
    })),
    primaryKey: key.map((column) => String(column['name'])),
    indexes: await indexesOf(on, name),
    references: references.map(({ from, table }) => ({ column: String(from), table: String(table) })),
  };
}

async function indexesOf(on: Knex, table: string): Promise<readonly DescribedIndex[]> {
  const found = await rows(on, 'select * from pragma_index_list(?) where partial = 0', [table]);
  const indexes: DescribedIndex[] = [];
  for (const { name, unique } of found) {
    const parts = await rows(on, 'select * from pragma_index_xinfo(?) where key = 1 order by seqno', [String(name)]);
    const [definition] = await rows(on, 'select sql from sqlite_master where name = ?', [String(name)]);
    indexes.push({ columns: parts.map((part) => partOf(part, definition)), unique: Number(unique) === 1 });
  }
  return indexes;
}

/** The name of an indexed column; for an expression all that the index was made of, since SQLite keeps no more. */
function partOf({ name }: Row, definition: Row | undefined): string {
  if (name !== null) return String(name);
  return /\(([\s\S]*)\)/.exec(String(definition?.['sql']))?.[1]?.trim() ?? '';
}
