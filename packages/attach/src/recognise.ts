import { columnNamed, folded } from './alike.ts';
import type { Application, TableSign } from './application.ts';
import type { DescribedDatabase, DescribedTable } from './described-database.ts';

/** An application whose tables are there. */
export interface Recognised {
  readonly application: Application;
  /** By role, without the `?` of one that need not be there. */
  readonly tables: Readonly<Record<string, DescribedTable>>;
}

/** Every place in the database where an application's tables stand together, the users' tables first. */
export function recognise(database: DescribedDatabase, application: Application): readonly Recognised[] {
  const { users, ...others } = application.tables;
  if (users === undefined) return [];
  const found = database.tables.flatMap((table) => {
    const rest = starOf(table, users);
    if (rest === null) return [];
    const tables = withOthers(database, table, rest, others);
    return tables === null ? [] : [{ application, tables: { users: table, ...tables } }];
  });
  return preferNamed(found, users);
}

/** What `*` stands for in this table's name; `null` where neither name nor columns are those of the sign. */
function starOf(table: DescribedTable, sign: TableSign): string | null {
  if (sign.schema !== undefined && sign.schema !== table.schema) return null;
  if (!sign.columns.every((column) => columnNamed(table, column) !== null)) return null;
  for (const name of sign.names) {
    const [before = '', after] = name.split('*').map(folded);
    const actual = folded(table.name);
    if (after === undefined ? actual === before : isBetween(actual, before, after)) {
      return after === undefined ? '' : actual.slice(before.length, actual.length - after.length);
    }
  }
  return null;
}

function isBetween(actual: string, before: string, after: string): boolean {
  return actual.length >= before.length + after.length && actual.startsWith(before) && actual.endsWith(after);
}

/** The other tables, in the same schema unless their sign names one. `null` where one that must be there is not. */
function withOthers(
  { tables }: DescribedDatabase,
  users: DescribedTable,
  star: string,
  signs: Readonly<Record<string, TableSign>>,
): Readonly<Record<string, DescribedTable>> | null {
  const found: Record<string, DescribedTable> = {};
  for (const [role, sign] of Object.entries(signs)) {
    const schema = sign.schema ?? users.schema;
    const candidates = tables.filter(
      (table) => table !== users && table.schema === schema && starOf(table, sign) !== null,
    );
    // Two sets of tables with different prefixes in one schema: the one with the users' prefix is theirs.
    const table = candidates.find((each) => starOf(each, sign) === star) ?? candidates[0];
    if (table !== undefined) found[role.replace(/\?$/, '')] = table;
    else if (!role.endsWith('?')) return null;
  }
  return found;
}

/** A table with the application's own name beats one that only looks like it. */
function preferNamed(found: readonly Recognised[], { names }: TableSign): readonly Recognised[] {
  const plain = names.filter((name) => !name.includes('*')).map(folded);
  const named = found.filter(({ tables }) => plain.includes(folded(tables['users']?.name ?? '')));
  return named.length > 0 ? named : found;
}
