import type { Knex } from 'knex';
import { type Row, rows } from '../rows.ts';
import type { Change, Dialect, Fragment, WrittenBack } from './dialect.ts';

/** A piece of SQL without values. */
export const plain = (sql: string): Fragment => ({ sql, values: [] });

/** Writes where one statement both changes rows and answers them. */
export const withReturning: Pick<Dialect, 'count' | 'writeBack' | 'insertNew' | 'putRow' | 'judgesInOneStatement'> = {
  judgesInOneStatement: true,
  async count(on, { sql, values }) {
    return (await rows(on, `${sql} returning 1 as written`, values)).length;
  },
  writeBack: (on: Knex, { sql, values }: Fragment, { column }: WrittenBack) =>
    rows(on, `${sql} returning cast(${column} as text) as written`, values),
  putRow: (table, key, query, columns) =>
    `insert into ${table} (${[key, ...columns].join(', ')}) ${query}
     on conflict (${key}) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  insertNew(on, table, unique, cells) {
    const names = Object.keys(cells);
    const marks = names.map(() => '?').join(', ');
    return rows(
      on,
      `insert into ${table} (${names.join(', ')}) values (${marks}) on conflict (${unique}) do nothing returning id`,
      Object.values(cells),
    );
  },
};

/** A change as one statement, whose ids are made a list: so that an index on `id` is used whatever the planner believes. */
export function changeInOneStatement(isAmong: Dialect['isAmong']): Dialect['change'] {
  return (on, change): Promise<readonly Row[]> => {
    const { sql, values } = changeStatement(isAmong, change);
    return rows(on, sql, values);
  };
}

function changeStatement(isAmong: Dialect['isAmong'], change: Change): Fragment {
  const { table, given, from, of, set, where, returning } = change;
  const queries = Object.entries(given).map(([name, { sql }]) => `${name} as materialized (${sql})`);
  const meant =
    of === undefined
      ? ''
      : `${table}.id = ${of.query}.${of.column} and ${isAmong(`${table}.id`, `select ${of.column} from ${of.query}`)} and `;
  return {
    sql: `with ${queries.join(', ')} update ${table} set ${set.sql} from ${from.join(' cross join ')}
      where ${meant}${where.sql} returning ${returning}`,
    values: [...Object.values(given).flatMap((query) => query.values), ...set.values, ...where.values],
  };
}
