import type { TokensInUnit } from '@rekey/domain/ports';
import type { NewToken } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';
import { knexResetTokenStore, LIVE, LIVE_BY_DIGEST, LIVE_OF_ALL } from './knex-reset-token-store.ts';

/** Why a token ended, for the operator; the holder of the token is never told. */
type End = 'consumed' | 'withdrawn' | 'revoked' | 'superseded';

export function knexTokensInUnit(transaction: Knex.Transaction, dialect: Dialect): TokensInUnit {
  const now = () => dialect.now(transaction);

  /** Ends the tokens that `condition` picks, of which its last part says that they live, in one guarded write: of any number of callers one gets the row. */
  const end = async (why: End, condition: string, values: readonly Knex.RawBinding[]): Promise<number> => {
    const sql = `update rekey_reset_tokens set ended_at = ?, ended_why = ? where ${condition}`;
    return dialect.count(transaction, { sql, values: [now(), why, ...values, now()] });
  };

  return {
    ...knexResetTokenStore({ read: transaction, dialect }),
    async issue(tokens, keepNewest) {
      await insertTokens(transaction, dialect, tokens);
      const users = dialect.isOneOf('user_key', [...new Set(tokens.map(({ userKey }) => userKey))]);
      const newer = `select count(*) from rekey_reset_tokens newer
        where newer.user_key = rekey_reset_tokens.user_key and newer.sequence > rekey_reset_tokens.sequence
          and newer.ended_at is null and newer.expires_at > (select ?)`;
      await end('superseded', `${users.sql} and (${newer}) >= ? and ${LIVE}`, [...users.values, now(), keepNewest]);
    },
    consume: async (digest, revision) =>
      (await end('consumed', `digest = ? and revision = ? and ${LIVE_BY_DIGEST}`, [digest, revision])) === 1,
    async withdraw(digests) {
      const { sql, values } = dialect.isOneOf('digest', digests);
      await end('withdrawn', `${sql} and ${LIVE_BY_DIGEST}`, values);
    },
    revokeAllOf: (user) => end('revoked', `user_key = ? and ${LIVE}`, [user]),
    revokeAll: () => end('revoked', LIVE_OF_ALL, []),
  };
}

async function insertTokens(
  transaction: Knex.Transaction,
  dialect: Dialect,
  tokens: readonly NewToken[],
): Promise<void> {
  const issued = dialect.rowsOf({
    digest: tokens.map(({ digest }) => digest),
    user_key: tokens.map(({ userKey }) => userKey),
    revision: tokens.map(({ revision }) => revision),
    letter_id: tokens.map(({ letterId }) => letterId),
    life: tokens.map(({ lifeMs }) => String(lifeMs)),
  });
  await rows(
    transaction,
    `insert into rekey_reset_tokens (digest, user_key, revision, letter_id, minted_at, expires_at)
     select digest, user_key, revision, cast(letter_id as ${dialect.types.integer}), clock.now, clock.now + cast(life as ${dialect.types.integer})
     from (select ? as now) as clock cross join ${issued.sql}`,
    [dialect.now(transaction), ...issued.values],
  );
}
