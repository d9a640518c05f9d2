import { changeInOneStatement, withReturning } from './change.ts';
import type { Dialect } from './dialect.ts';

const DDL: Dialect['ddl'] = {
  madeAtOnce: false,
  // AUTOINCREMENT: a number is never given out again, so nothing that outlives a row can come to belong to another.
  identity: 'integer primary key autoincrement',
  sequence: 'integer primary key autoincrement',
  bigint: 'integer',
  boolean: (byDefault) => `boolean not null default ${byDefault ? 1 : 0}`,
  text: 'text',
  busyTable: '',
};

const isAmong: Dialect['isAmong'] = (column, query) => `${column} in (${query})`;

/** SQLite has no clock that two statements share with nobody else, so the process's clock is the database's: one machine. */
export function sqliteDialect(clock: () => number): Dialect {
  return {
    kind: 'SQLite',
    // Double quotes would turn a misspelt column into a string (SQLite's "misfeature"); backticks never do.
    quote: (name) => `\`${name.replaceAll('`', '``')}\``,
    types: { integer: 'bigint', text: 'text' },
    same: 'is not distinct from',
    once: 'materialized',
    now: (on) => on.raw('?', [Math.floor(clock())]),
    // A transaction that began IMMEDIATE is the only writer: there is nothing to hold.
    hold: '',
    holdUnheld: () => '',
    isOneOf: (column, texts) => {
      const list = '(select value from json_each(?))';
      const json = JSON.stringify(texts);
      return { sql: `${column} in ${list} and ${column} collate binary in ${list}`, values: [json, json] };
    },
    isOneOfIgnoringCase: (column, texts) => ({
      sql: `lower(${column}) in (select lower(value) from json_each(?))`,
      values: [JSON.stringify(texts)],
    }),
    compared: (column, how) => (how === 'exact' ? `${column} collate binary` : `lower(${column})`),
    isAmong,
    rowsOf: (columns) => {
      const names = Object.keys(columns);
      const lists = Object.values(columns);
      const rows = (lists[0] ?? []).map((_, row) => lists.map((list) => list[row]));
      const picked = names.map((name, index) => `value ->> ${index} as ${name}`).join(', ');
      return { sql: `(select ${picked} from json_each(?))`, values: [JSON.stringify(rows)] };
    },
    timestamp: (on, zone = 'UTC') => on.raw('?', [inZone(clock(), zone)]),
    change: changeInOneStatement(isAmong),
    ...withReturning,
    deleteAmong: (table, key, query, guard) => `delete from ${table} where ${isAmong(key, query)} and ${guard}`,
    ddl: DDL,
    mayRunAgain: () => false,
    wasCutOff: () => false,
    certainlyRolledBack: () => false,
  };
}

/** `2026-01-31 23:59:59.999`: what SQLite's own \`datetime('now')\` writes, in another zone where one is wanted. */
function inZone(milliseconds: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const fraction = String(Math.floor(milliseconds) % 1_000).padStart(3, '0');
  return `${format.format(milliseconds)}.${fraction}`;
}
