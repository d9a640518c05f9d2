import type { Knex } from 'knex';
import type { Connections } from '../src/connections.ts';
import type { Operation } from './operations.ts';

export interface Statement {
  readonly operation: string;
  readonly sql: string;
  readonly bindings: readonly Knex.RawBinding[];
}

/** What the adapters really send, and not what somebody copied from them. */
export async function recorded(
  { read, write }: Connections,
  operations: readonly Operation[],
): Promise<readonly Statement[]> {
  const statements: Statement[] = [];
  let operation = '';
  const note = ({ sql, bindings }: Statement) => {
    if (/^\s*(select|insert|update|delete|with)/i.test(sql))
      statements.push({ operation, sql, bindings: bindings ?? [] });
  };
  const ways = new Set([read, write]);
  for (const way of ways) way.on('query', note);
  for (const { name, run } of operations) {
    operation = name;
    await run();
  }
  for (const way of ways) way.removeListener('query', note);
  // They are sent again, and must find no digest of their own.
  await write.raw(`delete from rekey_reset_tokens where digest like '%fresh%'`);
  return statements;
}
