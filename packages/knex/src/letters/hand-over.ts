import type { HandOverStart, LetterId, UserKey } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { rows } from '../connections.ts';
import { plain } from '../dialect/change.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { letterNumber, number } from '../row-mapping.ts';
import { CLAIMED_LETTERS, heldColumns, idsOf } from './still-held.ts';

export async function startHandOvers(
  on: Knex,
  dialect: Dialect,
  starts: readonly HandOverStart[],
): Promise<readonly LetterId[]> {
  const lists = dialect.rowsOf({
    ...heldColumns(starts.map(({ claim }) => claim)),
    owner: starts.map(({ userKey }) => userKey),
  });
  const { integer } = dialect.types;
  const started = await dialect.change(on, {
    ...CLAIMED_LETTERS,
    given: {
      clock: { sql: 'select ? as now', values: [dialect.now(on)] },
      held: {
        sql: `select cast(letter as ${integer}) as letter, cast(fenced as ${integer}) as fenced, owner from ${lists.sql}`,
        values: lists.values,
      },
    },
    set: plain('handed_over_at = clock.now, user_key = held.owner'),
  });
  return idsOf(started);
}

export async function handedOverWithin(
  on: Knex,
  dialect: Dialect,
  users: readonly UserKey[],
  windowMs: number,
  except: readonly LetterId[],
): Promise<ReadonlyMap<UserKey, number>> {
  const among = dialect.isOneOf('user_key', users);
  const own = dialect.rowsOf({ letter: except.map((id) => letterNumber(id) ?? '0') });
  const counted = await rows(
    on,
    `select user_key, count(*) as letters from rekey_letters
     where kind = 'reset' and ${among.sql} and handed_over_at > (select ? - cast(? as ${dialect.types.integer}))
       and id not in (select cast(letter as ${dialect.types.integer}) from ${own.sql})
     group by user_key`,
    [...among.values, dialect.now(on), windowMs, ...own.values],
  );
  return new Map(counted.map((row) => [String(row['user_key']) as UserKey, number(row, 'letters')]));
}
