import { folded } from './alike.ts';
import { columnCalled } from './column-habits.ts';
import { type DescribedDatabase, type DescribedTable, tableName } from './described-database.ts';
import type { SessionsFile } from './mapping-file.ts';

/** A table that is called like sessions and says whose each is; `null` where there is none, or more than one. */
export function findSessions({ tables }: DescribedDatabase, users: DescribedTable): SessionsFile | null {
  const found = tables
    .filter(({ name, kind }) => kind === 'table' && /sessions?$/.test(folded(name)))
    .flatMap((table): readonly SessionsFile[] => {
      const pointing = table.references.find((reference) => reference.table === tableName(users))?.column;
      const user = pointing ?? columnCalled(table, 'owner', ['integer', 'uuid', 'text'])?.name;
      return user === undefined ? [] : [{ table: tableName(table), user: { column: user, holds: 'key' } }];
    });
  return found.length === 1 ? (found[0] ?? null) : null;
}
