import { folded } from './alike.ts';
import { type DescribedDatabase, type DescribedTable, tableName } from './described-database.ts';
import { quoted, quotedTable } from './grants.ts';
import type { MappingFile, SessionsFile } from './mapping-file.ts';

/** Statements that make the indexes which the look-ups of this mapping want and the database lacks. */
export function missingIndexes(
  database: DescribedDatabase,
  mapping: MappingFile,
  sessions: SessionsFile | null,
): readonly string[] {
  const by = mapping.lookUp?.by ?? 'username';
  const isFolded = mapping.lookUp?.case === 'ignored';
  const { table, columns, mailbox } = mapping;
  const byName = { table, column: columns.username };
  const byAddress = mailbox ?? { table, column: columns.email };
  const places = { username: [byName], email: [byAddress], either: [byName, byAddress] }[by];
  return [
    ...places.flatMap((place) => missing(database, place.table, place.column, isFolded)),
    ...[mapping.password, mailbox].flatMap((split) =>
      split?.table === undefined ? [] : missing(database, split.table, split.user, false),
    ),
    ...(sessions === null ? [] : missing(database, sessions.table, sessions.user.column, false)),
  ];
}

function missing(
  { kind, tables }: DescribedDatabase,
  wanted: string,
  column: string,
  isFolded: boolean,
): readonly string[] {
  const table = tableCalled(tables, wanted);
  if (table === undefined || table.kind === 'view' || hasIndex(table, column, isFolded)) return [];
  if (kind === 'MariaDB') {
    // Its indexes hold columns only, and it quotes otherwise.
    const named = (name: string) => `\`${name.replaceAll('`', '``')}\``;
    const index = named(`${table.name}_${column}_rekey`);
    return isFolded ? [] : [`create index ${index} on ${wanted.split('.').map(named).join('.')} (${named(column)});`];
  }
  const what = isFolded ? `lower(${quoted(column)})` : quoted(column);
  // PostgreSQL finds a name by itself, and can build an index while the application goes on writing.
  const how = kind === 'PostgreSQL' ? 'concurrently' : quoted(`${table.name}_${column}_rekey`);
  return [`create index ${how} on ${quotedTable(wanted)} (${what});`];
}

/** A mapping that names no schema means the one that the server finds first, which is `public` unless an operator says otherwise. */
function tableCalled(tables: readonly DescribedTable[], wanted: string): DescribedTable | undefined {
  const exact = tables.find((each) => tableName(each) === wanted);
  if (exact !== undefined) return exact;
  const alike = tables.filter(({ name }) => name === wanted);
  return alike.find(({ schema }) => schema === 'public') ?? (alike.length === 1 ? alike[0] : undefined);
}

/** An index whose first part is the column, or its lower-case form; the primary key is one of them. */
function hasIndex(table: DescribedTable, column: string, isFolded: boolean): boolean {
  const firsts = [...table.indexes.map(({ columns }) => columns[0] ?? ''), table.primaryKey[0] ?? ''];
  if (!isFolded) return firsts.some((first) => unquoted(first) === column);
  const wanted = folded(`lower(${column})`);
  return firsts.some(
    (first) => folded(unquoted(first).replaceAll(/::[\w ]+|[()"]/g, '')) === wanted.replaceAll(/[()]/g, ''),
  );
}

function unquoted(name: string): string {
  return name.replace(/^"(.*)"$/, '$1').replaceAll('""', '"');
}
