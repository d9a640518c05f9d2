import { connect } from '@rekey/knex';
import { onTestFinished } from 'vitest';

/** `before`: the database never heard of the statement. `after`: it did what it was told, and its answer was lost. */
export type When = 'before' | 'after';

/** Breaks one statement of this process, whichever connection it is on. */
export interface FailingStatements {
  /** From now on statements are counted, and the n-th (from 1) fails. */
  breakAt(n: number, when: When): void;
  /** Everything works again; answers the statement that broke, or `null` if there were not so many. */
  mend(): string | null;
}

interface Statement {
  readonly sql: string;
}
type Query = (this: unknown, connection: unknown, statement: Statement) => Promise<unknown>;

class Broken extends Error {
  override readonly name = 'Broken';
}

/** Where every statement of a driver passes, BEGIN and COMMIT too: the one method of Knex's client, for all of its instances. */
export function failingStatements(url: string): FailingStatements {
  const { write, close } = connect({ url });
  onTestFinished(() => close());
  const client: { _query: Query } = Object.getPrototypeOf(write.client);
  const original = client._query;
  let left = Number.POSITIVE_INFINITY;
  let moment: When = 'before';
  let broken: string | null = null;

  client._query = async function query(connection, statement) {
    left -= 1;
    if (left !== 0) return original.call(this, connection, statement);
    broken = statement.sql;
    if (moment === 'after') await original.call(this, connection, statement);
    throw new Broken(`a fault was put ${moment} this statement`);
  };
  onTestFinished(() => {
    client._query = original;
  });

  return {
    breakAt(n, when) {
      broken = null;
      moment = when;
      left = n;
    },
    mend() {
      left = Number.POSITIVE_INFINITY;
      return broken;
    },
  };
}
