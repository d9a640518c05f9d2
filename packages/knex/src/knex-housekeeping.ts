import type { Housekeeping, Kept } from '@rekey/domain/ports';
import type { Connections } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';

/** Where each is kept, how a row is named, and since when it is over. */
const SHELVES: Readonly<Record<Kept, { table: string; key: string; overSince: string }>> = {
  letters: { table: 'rekey_letters', key: 'id', overSince: 'settled_at' },
  tokens: { table: 'rekey_reset_tokens', key: 'digest', overSince: 'expires_at' },
  audit: { table: 'rekey_audit', key: 'id', overSince: 'at' },
};

/**
 * One statement a batch, which finds its rows by an index whatever the history. A letter that is revived at this moment
 * is looked at again once its lock is ours: it has no end any more.
 */
export function purgeStatement(dialect: Dialect, kept: Kept): string {
  const { table, key, overSince } = SHELVES[kept];
  const over = `
    select o.${key} from ${table} o
    where o.${overSince} is not null and o.${overSince} < (select ? - cast(? as ${dialect.types.integer}))
    order by o.${overSince} limit ? ${dialect.holdUnheld('o')}`;
  return dialect.deleteAmong(table, key, over, `${overSince} is not null`);
}

export function knexHousekeeping({ write, dialect }: Pick<Connections, 'write' | 'dialect'>): Housekeeping {
  return {
    async purge(kept, { olderThanMs, limit }) {
      const values = [dialect.now(write), olderThanMs, limit];
      return dialect.count(write, { sql: purgeStatement(dialect, kept), values });
    },
  };
}
