/** What Knex asks of a connection of pg: a text, or a text with its values. */
export interface PostgresConnection {
  query(question: string | Question, done: (error: Error | null, answer?: unknown) => void): void;
}

interface Question {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Under this name the server keeps the statement for as long as the connection lives. */
  readonly name?: string;
}

/** What the server says where a column has another type than when the statement was parsed. It will say so for as long as the connection lives. */
export function isOutdated(error: Error): boolean {
  return error.message.endsWith('cached plan must not change result type');
}

/** Rekey has some fifty statements. Whatever is beyond this is not one that comes again. */
const MOST_KEPT = 100;

/**
 * Has the server parse each statement once for a connection, and after a few times plan it no more: with a short statement
 * that is most of its work. Every statement here is made for an index, so no plan is better for some values than for others.
 */
export function nameStatements(connection: PostgresConnection): void {
  const names = new Map<string, string>();
  const query = connection.query.bind(connection);

  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST_KEPT) return known;
    const name = `rekey_${names.size}`;
    names.set(text, name);
    return name;
  };

  connection.query = (question, done) => {
    const name = typeof question === 'string' || question.values.length === 0 ? undefined : nameOf(question.text);
    query(typeof question === 'string' || name === undefined ? question : { ...question, name }, done);
  };
}
