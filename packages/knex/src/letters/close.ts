import type { LetterId } from '@rekey/domain/values';
import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';
import { letterNumber } from '../row-mapping.ts';

export async function proveDelivered(on: Knex, dialect: Dialect, id: LetterId): Promise<void> {
  const letter = letterNumber(id);
  if (letter === null) return;
  const now = dialect.now(on);
  await dialect.count(on, {
    sql: `update rekey_letters set state = 'sent', reason = null, settled_at = ?, sent_at = ?,
       to_address = null, lease_until = null, fence = fence + 1
     where id = cast(? as ${dialect.types.integer}) and state = 'pending'`,
    values: [now, now, letter],
  });
}

export async function closeFor(on: Knex, dialect: Dialect, username: string): Promise<number> {
  return dialect.count(on, {
    sql: `update rekey_letters set state = 'skipped', reason = 'reported', settled_at = ?, sent_at = null,
       to_address = null, lease_until = null, fence = fence + 1
     where kind = 'reset' and submitted_name = ? and state = 'pending'`,
    values: [dialect.now(on), username],
  });
}
