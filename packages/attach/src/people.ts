import { folded } from './alike.ts';
import { columnCalled, isCalledLikeAHash } from './column-habits.ts';
import type { DatabaseInspector } from './database-inspector.ts';
import { type DescribedColumn, type DescribedDatabase, type DescribedTable, tableName } from './described-database.ts';
import { type DescribeHash, type HashSample, sampleHashes } from './hash-sample.ts';

/** A table of people with the column that holds their hashes, in the same table or in one that points to it. */
export interface People {
  readonly users: DescribedTable;
  readonly email: DescribedColumn | null;
  readonly hash: {
    readonly table: DescribedTable;
    readonly column: DescribedColumn;
    readonly sample: HashSample;
    /** The column of another table that says whose hash it is; `null` in the users table itself. */
    readonly user: DescribedColumn | null;
  };
}

/** Rekey's own tables are nobody's users, whatever their columns are called. */
const OWN = /^rekey_/;

/** Every pair of people and hashes that this database may hold, the surest first: one whose stored hashes are known. */
export async function findPeople(
  database: DescribedDatabase,
  inspector: DatabaseInspector,
  describe: DescribeHash,
): Promise<readonly People[]> {
  const found: People[] = [];
  for (const table of database.tables.filter(({ name, kind }) => kind === 'table' && !OWN.test(name))) {
    for (const column of table.columns.filter(isCalledLikeAHash)) {
      const owner = ownerOf(database, table);
      if (owner === null) continue;
      const sample = await sampleHashes(inspector, { table, column: column.name }, describe);
      found.push({ users: owner.users, email: emailOf(owner.users), hash: { table, column, sample, user: owner.by } });
    }
  }
  return found.filter(isLikely).sort((one, other) => surenessOf(other) - surenessOf(one));
}

/** The table itself where it has addresses; else the table of people that it points to. */
function ownerOf(
  { tables }: DescribedDatabase,
  table: DescribedTable,
): { readonly users: DescribedTable; readonly by: DescribedColumn | null } | null {
  if (emailOf(table) !== null) return { users: table, by: null };
  for (const { column: name, table: target } of table.references) {
    const users = tables.find((each) => tableName(each) === target && each !== table);
    const by = table.columns.find((column) => column.name === name);
    if (users !== undefined && by !== undefined && emailOf(users) !== null) return { users, by };
  }
  const by = columnCalled(table, 'owner', ['integer', 'uuid', 'text']);
  const users = tables.find(
    (each) => each.schema === table.schema && isCalledLikePeople(each) && emailOf(each) !== null,
  );
  return by !== null && users !== undefined ? { users, by } : null;
}

function emailOf(table: DescribedTable): DescribedColumn | null {
  return columnCalled(table, 'email', ['text']);
}

const PEOPLE = /^(?:app)?(?:users?|accounts?|members?|people|persons?|customers?|logins?|profiles?|admins?)$/;

function isCalledLikePeople({ name }: DescribedTable): boolean {
  return PEOPLE.test(folded(name));
}

/** A column that is only called so, and holds something else, is no candidate unless its table is called like people. */
function isLikely({ hash: { sample }, users }: People): boolean {
  return sample.formats.length > 0 || sample.values === 0 || isCalledLikePeople(users);
}

function surenessOf({ hash: { sample, column }, users }: People): number {
  const isCertain = sample.formats.length > 0 ? 4 : 0;
  const isPeople = isCalledLikePeople(users) ? 2 : 0;
  return isCertain + isPeople + (/pass|pw/.test(folded(column.name)) ? 1 : 0);
}
