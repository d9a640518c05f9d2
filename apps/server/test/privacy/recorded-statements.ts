import { connect } from '@rekey/knex';
import { onTestFinished } from 'vitest';

/** One statement as the driver got it, and how long the text of each of its values is. */
export interface Recorded {
  readonly sql: string;
  readonly sizes: readonly number[];
}

interface Query {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
}

interface Client {
  _query(this: unknown, connection: unknown, query: Query): Promise<unknown>;
}

/**
 * Hears every statement of this process on one kind of database, BEGIN and COMMIT too, whichever connection it is on:
 * what comes before the driver passes through the one method of Knex's client.
 */
export function recordStatements(url: string): { take(): readonly Recorded[] } {
  const { write, close } = connect({ url });
  onTestFinished(() => close());
  const client: Client = Object.getPrototypeOf(write.client);
  const original = client._query;
  let heard: Recorded[] = [];
  client._query = function query(connection, statement) {
    const { sql, bindings = [] } = statement;
    heard.push({ sql, sizes: bindings.map((value) => String(value).length) });
    return original.call(this, connection, statement);
  };
  onTestFinished(() => {
    client._query = original;
  });
  return {
    take() {
      const taken = heard;
      heard = [];
      return taken;
    },
  };
}
