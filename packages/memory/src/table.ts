/** Rows by key, in the order in which their keys came. */
export interface ReadRows<Key, Row> {
  readonly size: number;
  get(key: Key): Row | undefined;
  values(): Iterable<Row>;
}

export interface Rows<Key, Row> extends ReadRows<Key, Row> {
  set(key: Key, row: Row): void;
  delete(key: Key): void;
}

/** Changes over rows that stay as they are until `commit`; thrown away, nothing has happened. Rows are replaced, never altered. */
export class Draft<Key, Row> implements Rows<Key, Row> {
  readonly #base: Map<Key, Row>;
  readonly #changes = new Map<Key, Row | undefined>();
  #size: number;

  constructor(base: Map<Key, Row>) {
    this.#base = base;
    this.#size = base.size;
  }

  get size(): number {
    return this.#size;
  }

  get(key: Key): Row | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#base.get(key);
  }

  *values(): Iterable<Row> {
    for (const key of this.#base.keys()) {
      const row = this.get(key);
      if (row !== undefined) yield row;
    }
    for (const [key, row] of this.#changes) {
      if (row !== undefined && !this.#base.has(key)) yield row;
    }
  }

  set(key: Key, row: Row): void {
    if (this.get(key) === undefined) this.#size += 1;
    this.#changes.set(key, row);
  }

  delete(key: Key): void {
    if (this.get(key) === undefined) return;
    this.#size -= 1;
    this.#changes.set(key, undefined);
  }

  commit(): void {
    for (const [key, row] of this.#changes) {
      if (row === undefined) this.#base.delete(key);
      else this.#base.set(key, row);
    }
  }
}

/** The oldest of `rows` beyond `max`: bounded memory keeps the newest. */
export function* surplus<Row>(rows: ReadRows<never, Row>, max: number): Iterable<Row> {
  let left = rows.size - max;
  for (const row of rows.values()) {
    if (left <= 0) return;
    left -= 1;
    yield row;
  }
}
