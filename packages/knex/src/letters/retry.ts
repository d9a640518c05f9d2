import type { Retried } from '@rekey/domain/ports';
import type { LetterId } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { rows } from '../connections.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { letterNumber, letterRecordOf } from '../row-mapping.ts';

/**
 * Doubts go with the old age: three of them had buried the letter, and the next one would again.
 */
const RETRY = `
  update rekey_letters set state = 'pending', reason = null, settled_at = null, place = null, attempts = 0, doubts = 0,
    channel_down_since = null, channel_down_at = null, fence = fence + 1, due_at = clock.now, asked_at = clock.now
  from (select ? as now) as clock where id = cast(? as bigint) and state = 'dead'
  returning id, kind, submitted_name, name_key, user_key, client_address, to_address, about, locale, requested_at`;

export async function retry(on: Knex, dialect: Dialect, id: LetterId): Promise<Retried> {
  const letter = letterNumber(id);
  if (letter === null) return { kind: 'unknown' };
  const [revived] = await rows(on, RETRY, [dialect.now(on), letter]);
  if (revived !== undefined) return { kind: 'due', letter: letterRecordOf(revived) };
  const known = await on('rekey_letters').where({ id: letter }).first('id');
  return { kind: known === undefined ? 'unknown' : 'not-dead' };
}
