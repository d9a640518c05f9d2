import type { TokensInUnit } from '@rekey/domain';
import type { Knex } from 'knex';
import { rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';
import { knexResetTokenStore, LIVE } from './knex-reset-token-store.ts';

/** Why a token ended, for whoever has to explain it; nobody who asks with a token is told. */
type End = 'consumed' | 'withdrawn' | 'revoked' | 'superseded';

export function knexTokensInUnit(transaction: Knex.Transaction, dialect: Dialect): TokensInUnit {
  const now = () => dialect.now(transaction);

  /** Ends the live tokens that `condition` picks, in one guarded write: of any number of callers one gets the row. */
  const end = async (why: End, condition: string, values: readonly Knex.RawBinding[]): Promise<number> => {
    const ended = await rows(
      transaction,
      `update rekey_reset_tokens set ended_at = ?, ended_why = ? where ${condition} and ${LIVE} returning 1 as ended`,
      [now(), why, ...values, now()],
    );
    return ended.length;
  };

  return {
    ...knexResetTokenStore({ read: transaction, dialect }),
    async issue({ digest, userKey, revision, letterId, lifeMs }, keepNewest) {
      const newest = `select sequence from rekey_reset_tokens where user_key = ? and ${LIVE} order by sequence desc limit ?`;
      const kept = [userKey, now(), Math.max(keepNewest - 1, 0)];
      await end('superseded', `user_key = ? and sequence not in (${newest})`, [userKey, ...kept]);
      await rows(
        transaction,
        `insert into rekey_reset_tokens (digest, user_key, revision, letter_id, minted_at, expires_at)
         select ?, ?, ?, cast(? as bigint), clock.now, clock.now + cast(? as bigint) from (select ? as now) as clock`,
        [digest, userKey, revision, letterId, lifeMs, now()],
      );
    },
    consume: async (digest, revision) =>
      (await end('consumed', 'digest = ? and revision = ?', [digest, revision])) === 1,
    async withdraw(digest) {
      await end('withdrawn', 'digest = ?', [digest]);
    },
    revokeAllOf: (user) => end('revoked', 'user_key = ?', [user]),
    revokeAll: () => end('revoked', '1 = 1', []),
  };
}
