import type { DatabaseInspector, DescribedTable } from '@rekey/attach';
import type { Knex } from 'knex';
import { type Connections, rows } from '../connections.ts';
import type { DatabaseSettings } from '../database-settings.ts';
import { connect } from '../open-database.ts';
import { describeMariadb } from './describe-mariadb.ts';
import { describePostgres } from './describe-postgres.ts';
import { describeSqlite } from './describe-sqlite.ts';

/** Enough to tell formats by, few enough to read from a table of any size at once. */
const SAMPLE_ROWS = 300;
/** A look must never be what slows an application down. */
const STATEMENT_MS = 5_000;

const READ_ONLY = { readOnly: true };
const DESCRIBE = { SQLite: describeSqlite, PostgreSQL: describePostgres, MariaDB: describeMariadb };

/** Opens a database to be looked at. */
export function openInspector(settings: DatabaseSettings): {
  readonly inspector: DatabaseInspector;
  close(): Promise<void>;
} {
  const connections = connect(settings);
  return { inspector: databaseInspector(connections), close: () => connections.close() };
}

/** Looks at a database in read-only transactions with a time limit for each statement. */
function databaseInspector({ read, dialect }: Connections): DatabaseInspector {
  const looking = <Result>(look: (on: Knex) => Promise<Result>): Promise<Result> =>
    dialect.kind === 'SQLite'
      ? look(read)
      : read.transaction(async (transaction) => {
          if (dialect.kind === 'PostgreSQL') await transaction.raw(`set local statement_timeout = ${STATEMENT_MS}`);
          return look(transaction);
        }, READ_ONLY);
  const quotedName = ({ schema, name }: DescribedTable) =>
    [...(schema === null ? [] : [schema]), name].map(dialect.quote).join('.');

  return {
    describe: () => looking(DESCRIBE[dialect.kind]),
    async sample(table, column, kindOf, where = {}) {
      const conditions = Object.keys(where).map((name) => `${dialect.quote(name)} = ?`);
      const values = Object.values(where) as Knex.RawBinding[];
      const which = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
      const sampled = await looking((on) =>
        rows(
          on,
          `select cast(${dialect.quote(column)} as ${dialect.types.text}) as sampled from ${quotedName(table)} ${which} limit ${SAMPLE_ROWS}`,
          values,
        ),
      );
      const counts = new Map<string, number>();
      for (const { sampled: value } of sampled) {
        const answer = kindOf(value === null ? null : String(value));
        counts.set(answer, (counts.get(answer) ?? 0) + 1);
      }
      return counts;
    },
  };
}
