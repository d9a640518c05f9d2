import type { Dialect } from './dialect.ts';

/** SQLite has no clock that two statements share with nobody else, so the process's clock is the database's: one machine. */
export function sqliteDialect(clock: () => number): Dialect {
  return {
    // Double quotes would turn a misspelt column into a string (SQLite's "misfeature"); backticks never do.
    quote: (name) => `\`${name.replaceAll('`', '``')}\``,
    now: (on) => on.raw('?', [Math.floor(clock())]),
    // A transaction that began IMMEDIATE is the only writer: there is nothing to hold.
    hold: '',
    holdUnheld: () => '',
    isOneOf: (column, texts) => {
      const list = '(select value from json_each(?))';
      const json = JSON.stringify(texts);
      return { sql: `${column} in ${list} and ${column} collate binary in ${list}`, values: [json, json] };
    },
    isAmong: (column, query) => `${column} in (${query})`,
    rowsOf: (columns) => {
      const names = Object.keys(columns);
      const lists = Object.values(columns);
      const rows = (lists[0] ?? []).map((_, row) => lists.map((list) => list[row]));
      const picked = names.map((name, index) => `value ->> ${index} as ${name}`).join(', ');
      return { sql: `(select ${picked} from json_each(?))`, values: [JSON.stringify(rows)] };
    },
    timestamp: (milliseconds, on) => on.raw(`strftime('%Y-%m-%d %H:%M:%f', ? / 1000.0, 'unixepoch')`, [milliseconds]),
    ddl: {
      // AUTOINCREMENT: a number is never given out again, so nothing that outlives a row can come to belong to another.
      identity: 'integer primary key autoincrement',
      sequence: 'integer primary key autoincrement',
      bigint: 'integer',
      boolean: (byDefault) => `boolean not null default ${byDefault ? 1 : 0}`,
      text: 'text',
      busyTable: '',
    },
    mayRunAgain: () => false,
    wasCutOff: () => false,
    certainlyRolledBack: () => false,
  };
}
