import type { LetterId } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { rows } from '../connections.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { letterNumber } from '../row-mapping.ts';

export async function proveDelivered(on: Knex, dialect: Dialect, id: LetterId): Promise<void> {
  const letter = letterNumber(id);
  if (letter === null) return;
  await rows(
    on,
    `update rekey_letters set state = 'sent', reason = null, settled_at = clock.now, sent_at = clock.now,
       to_address = null, lease_until = null, fence = fence + 1
     from (select ? as now) as clock where id = cast(? as bigint) and state = 'pending'`,
    [dialect.now(on), letter],
  );
}

export async function closeFor(on: Knex, dialect: Dialect, username: string): Promise<number> {
  const closed = await rows(
    on,
    `update rekey_letters set state = 'skipped', reason = 'reported', settled_at = clock.now, sent_at = null,
       to_address = null, lease_until = null, fence = fence + 1
     from (select ? as now) as clock where kind = 'reset' and submitted_name = ? and state = 'pending'
     returning 1 as closed`,
    [dialect.now(on), username],
  );
  return closed.length;
}
