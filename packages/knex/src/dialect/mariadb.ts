import type { Knex } from 'knex';
import { type Row, rows } from '../connections.ts';
import type { Change, Dialect, Fragment } from './dialect.ts';

const DEADLOCK = 1213;
const STATEMENT_TIMEOUT = 1969;
/** Compares code point for code point, and does not forget blanks at the end. */
const EXACT = 'utf8mb4_nopad_bin';

const exactly = (column: string) => `convert(${column} using utf8mb4) collate ${EXACT}`;
const marks = (texts: readonly unknown[]) => (texts.length === 0 ? 'null' : texts.map(() => '?').join(', '));

const DDL: Dialect['ddl'] = {
  madeAtOnce: true,
  identity: 'bigint not null auto_increment primary key',
  sequence: 'bigint not null auto_increment unique',
  bigint: 'bigint',
  boolean: (byDefault) => `boolean not null default ${byDefault}`,
  text: `text character set utf8mb4 collate ${EXACT}`,
  busyTable: 'engine = InnoDB row_format = dynamic',
};

const rowsOf: Dialect['rowsOf'] = (columns) => {
  const lists = Object.values(columns);
  const cells = (lists[0] ?? []).map((_, row) => lists.map((list) => list[row] ?? null));
  const picked = Object.keys(columns).map(
    (name, place) => `${name} longtext character set utf8mb4 collate ${EXACT} path '$[${place}]'`,
  );
  return { sql: `json_table(?, '$[*]' columns (${picked.join(', ')})) as lists`, values: [JSON.stringify(cells)] };
};

const insertNew: Dialect['insertNew'] = (on, table, unique, cells) => {
  const names = Object.keys(cells);
  const values = Object.values(cells);
  return rows(
    on,
    `insert into ${table} (${names.join(', ')}) select ${marks(values)} from dual
     where not exists (select 1 from ${table} t where t.${unique} = ?) returning id`,
    [...values, cells[unique] ?? null],
  );
};

export function mariadbDialect(): Dialect {
  return {
    kind: 'MariaDB',
    quote: (name) => `\`${name.replaceAll('`', '``')}\``,
    types: { integer: 'signed', text: 'char' },
    same: '<=>',
    once: '',
    // The server's clock. UTC, because a local time is there twice when the clocks go back.
    now: (on) => on.raw(`(timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000)`),
    hold: 'for update',
    holdUnheld: () => 'for update skip locked',
    isOneOf,
    isOneOfIgnoringCase: (column, texts) => ({
      sql: `lower(${exactly(column)}) in (${texts.length === 0 ? 'null' : texts.map(() => 'lower(?)').join(', ')})`,
      values: [...texts],
    }),
    compared: (column, how) => (how === 'exact' ? exactly(column) : `lower(${exactly(column)})`),
    // A query with a LIMIT is taken only from a table of its own.
    isAmong: (column, query) => `${column} in (select * from (${query}) as among)`,
    rowsOf,
    // The session keeps the server's zone: that is the one in which a \`datetime\` of the host application stands.
    timestamp: (on, zone) =>
      zone === undefined
        ? on.raw('now(6)')
        : on.raw('(utc_timestamp(6) + interval ? minute)', [minutesAhead(zone, Date.now())]),

    count: async (on, write) => affected(await on.raw(write.sql, [...write.values])),
    change,
    async writeBack(on, write, { column, from }) {
      if (affected(await on.raw(write.sql, [...write.values])) === 0) return [];
      return rows(on, `select cast(${column} as char) as written from ${from.sql}`, from.values);
    },
    insertNew,
    putRow: (table, key, query, columns) =>
      `insert into ${table} (${[key, ...columns].join(', ')}) ${query}
       on duplicate key update ${columns.map((name) => `${name} = values(${name})`).join(', ')}`,
    deleteAmong: (table, key, query, guard) =>
      `delete ${table} from (${query}) as meant straight_join ${table} on ${table}.${key} = meant.${key} where ${guard}`,
    judgesInOneStatement: false,

    ddl: DDL,

    mayRunAgain: (error) => errnoOf(error) === DEADLOCK,
    wasCutOff: (error) => errnoOf(error) === STATEMENT_TIMEOUT,
    // Of the server's own words only this one says for certain that nothing is on its disk.
    certainlyRolledBack: (error) => errnoOf(error) === DEADLOCK,
  };
}

/**
 * The first half finds by the column's own index and collation; the second makes it exact. A character of four bytes cannot be
 * compared with a column of three (`utf8`): for such a name, which few have, the column is converted and no index serves.
 */
function isOneOf(column: string, texts: readonly string[]): Fragment {
  const wide = texts.filter((text) => /[\u{10000}-\u{10ffff}]/u.test(text));
  const narrow = texts.filter((text) => !wide.includes(text));
  const byIndex = `${column} in (${marks(narrow)}) and ${exactly(column)} in (${marks(narrow)})`;
  if (wide.length === 0) return { sql: byIndex, values: [...narrow, ...narrow] };
  return {
    sql: `((${byIndex}) or ${exactly(column)} in (${marks(wide)}))`,
    values: [...narrow, ...narrow, ...wide],
  };
}

/** An UPDATE here answers nothing: its rows are held first, written, and then read. */
async function change(on: Knex, { table, given, from, of, set, where, returning }: Change): Promise<readonly Row[]> {
  const queries = from.map((name) => ({ sql: `(${given[name]?.sql}) as ${name}`, values: given[name]?.values ?? [] }));
  const meant = of === undefined ? '' : ` on ${table}.id = ${of.query}.${of.column}`;
  const source = `${queries.map(({ sql }) => sql).join(' straight_join ')} straight_join ${table}${meant}`;
  const values = queries.flatMap((query) => query.values);
  const held = await rows(on, `select ${table}.id as id from ${source} where ${where.sql} for update`, [
    ...values,
    ...where.values,
  ]);
  if (held.length === 0) return [];
  const ids = held.map(({ id }) => String(id));
  const among: Fragment = { sql: `${table}.id in (${marks(ids)})`, values: ids };
  await on.raw(`update ${source} set ${set.sql} where ${among.sql}`, [...values, ...set.values, ...among.values]);
  return rows(on, `select ${returning} from ${table} where ${among.sql}`, among.values);
}

/** Rows that a write found, whether it changed anything about them or not (the driver asks for CLIENT_FOUND_ROWS). */
function affected(answer: unknown): number {
  const [header] = answer as readonly [{ readonly affectedRows?: number }];
  return header.affectedRows ?? 0;
}

function errnoOf(error: unknown): number {
  const errno = error instanceof Error && 'errno' in error ? error.errno : 0;
  return typeof errno === 'number' ? errno : 0;
}

/** How far a zone's clocks are ahead of UTC. The server itself may know no zone by its name. */
function minutesAhead(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
  return Math.round((Date.parse(`${parts.replace(' ', 'T')}Z`) - at) / 60_000);
}
