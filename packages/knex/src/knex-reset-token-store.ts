import type { ResetTokenStore } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import { rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';
import { tokenRecordOf } from './row-mapping.ts';

/**
 * The one meaning of "live", with the database's clock as its only value. The clock is read once a statement: an index
 * cannot be searched for a value that changes while one looks.
 */
export const LIVE = 'ended_at is null and expires_at > (select ?)';

/**
 * The same, hidden from every index but that of digests: with a plan that was made while the table
 * was empty, PostgreSQL looked for a digest among all that live.
 */
export const LIVE_BY_DIGEST = 'coalesce(ended_at, 0) = 0 and expires_at + 0 > (select ?)';
/** The same, by the index `rekey_reset_tokens_unspent` alone. */
export const LIVE_OF_ALL = 'ended_at is null and sequence >= 0 and expires_at + 0 > (select ?)';

export function knexResetTokenStore({ read, dialect }: { read: Knex; dialect: Dialect }): ResetTokenStore {
  return {
    async inspect(digest) {
      const [row] = await rows(
        read,
        `select user_key, revision, letter_id from rekey_reset_tokens where digest = ? and ${LIVE_BY_DIGEST}`,
        [digest, dialect.now(read)],
      );
      return row === undefined ? null : tokenRecordOf(row);
    },
  };
}
