import type { ReportsInUnit } from '@rekey/domain/ports';
import type { UserKey } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { rows } from './connections.ts';
import type { Dialect } from './dialect/dialect.ts';

/** A notice's row in the table of tokens: over from its first moment, so that nothing can ever be done with it but report. */
const NOTICE = 'notice';
const REPORTABLE = `digest = ? and reported_at is null and coalesce(ended_why, '') <> 'withdrawn'`;

export function knexReportsInUnit(transaction: Knex.Transaction, dialect: Dialect): ReportsInUnit {
  const now = () => dialect.now(transaction);
  return {
    async find(digest) {
      const [row] = await rows(transaction, `select user_key, ended_why from rekey_reset_tokens where ${REPORTABLE}`, [
        digest,
      ]);
      if (row === undefined) return null;
      return { userKey: String(row['user_key']) as UserKey, source: row['ended_why'] === NOTICE ? 'notice' : 'link' };
    },
    async allow(reportables) {
      if (reportables.length === 0) return;
      const lists = dialect.rowsOf({
        digest: reportables.map(({ digest }) => digest),
        user_key: reportables.map(({ userKey }) => userKey),
        life: reportables.map(({ lifeMs }) => String(lifeMs)),
      });
      await rows(
        transaction,
        `insert into rekey_reset_tokens (digest, user_key, revision, minted_at, expires_at, ended_at, ended_why)
         select digest, user_key, '', clock.now, clock.now + cast(life as ${dialect.types.integer}), clock.now, '${NOTICE}'
         from (select ? as now) as clock cross join ${lists.sql}`,
        [now(), ...lists.values],
      );
    },
    async use(digest) {
      const sql = `update rekey_reset_tokens set reported_at = ? where ${REPORTABLE}`;
      return (await dialect.count(transaction, { sql, values: [now(), digest] })) === 1;
    },
  };
}
