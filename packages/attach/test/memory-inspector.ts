import type { ColumnType, DatabaseInspector, DescribedTable } from '../src/index.ts';
import { tableName } from '../src/index.ts';

type Cell = string | number | boolean | null;

/** A table in few words: `{ id: 'integer key', email: 'text' }`, with some rows. */
export interface Sketch {
  readonly columns: Readonly<Record<string, string>>;
  readonly rows?: readonly Readonly<Record<string, Cell>>[];
  /** Columns or expressions with an index each. */
  readonly indexes?: readonly string[];
  readonly references?: Readonly<Record<string, string>>;
  readonly kind?: 'table' | 'view';
}

/** A database that is described in a test, by the names of its tables. */
export function memoryInspector(
  sketches: Readonly<Record<string, Sketch>>,
  kind: 'SQLite' | 'PostgreSQL' = 'PostgreSQL',
): DatabaseInspector {
  return {
    async describe() {
      return { kind, tables: Object.entries(sketches).map(([name, sketch]) => described(name, sketch)) };
    },
    async sample(table, column, kindOf, where = {}) {
      const counts = new Map<string, number>();
      for (const row of sketches[tableName(table)]?.rows ?? []) {
        if (!Object.entries(where).every(([name, value]) => row[name] === value)) continue;
        const cell = row[column] ?? null;
        const answer = kindOf(cell === null ? null : String(cell));
        counts.set(answer, (counts.get(answer) ?? 0) + 1);
      }
      return counts;
    },
  };
}

function described(name: string, { columns, indexes = [], references = {}, kind = 'table' }: Sketch): DescribedTable {
  const [schema, table] = name.includes('.') ? name.split('.') : [null, name];
  const keys = Object.entries(columns).filter(([, words]) => words.includes('key'));
  return {
    schema: schema ?? null,
    name: table ?? name,
    kind,
    columns: Object.entries(columns).map(([column, words]) => ({
      name: column,
      type: (words.split(' ')[0] ?? 'other') as ColumnType,
      nullable: !words.includes('key'),
      maxLength: null,
      ignoresCase: false,
    })),
    primaryKey: keys.map(([column]) => column),
    indexes: indexes.map((index) => ({ columns: [index], unique: false })),
    references: Object.entries(references).map(([column, target]) => ({ column, table: target })),
  };
}
