import type { Retried } from '@rekey/domain/ports';
import type { LetterId } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { plain } from '../dialect/change.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { letterNumber, letterRecordOf } from '../row-mapping.ts';

/**
 * Doubts go with the old age: three of them had buried the letter, and the next one would again.
 */
const REVIVED = `state = 'pending', reason = null, settled_at = null, place = null, attempts = 0, doubts = 0,
    channel_down_since = null, channel_down_at = null, fence = fence + 1, due_at = clock.now, asked_at = clock.now`;

export async function retry(on: Knex, dialect: Dialect, id: LetterId): Promise<Retried> {
  const letter = letterNumber(id);
  if (letter === null) return { kind: 'unknown' };
  const [revived] = await dialect.change(on, {
    table: 'rekey_letters',
    given: { clock: { sql: 'select ? as now', values: [dialect.now(on)] } },
    from: ['clock'],
    set: plain(REVIVED),
    where: { sql: `id = cast(? as ${dialect.types.integer}) and state = 'dead'`, values: [letter] },
    returning: 'id, kind, submitted_name, name_key, user_key, client_address, to_address, about, locale, requested_at',
  });
  if (revived !== undefined) return { kind: 'due', letter: letterRecordOf(revived) };
  const known = await on('rekey_letters').where({ id: letter }).first('id');
  return { kind: known === undefined ? 'unknown' : 'not-dead' };
}
