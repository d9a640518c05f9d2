import { type LetterFilter, type LetterState, type LetterView, nameKeyOf } from '@rekey/domain/values';
import { type Connections, rows } from '../connections.ts';
import { letterViewOf } from '../row-mapping.ts';

const ENDED: readonly LetterState[] = ['sent', 'skipped', 'dead'];

/**
 * Newest first. Each state is looked up by itself, so that an index ends after as many letters as
 * are wanted. What is pending is read whole: an index of it by name would cost each request, and
 * the letter box has a bound.
 */
export function listLetters({ read, dialect }: Pick<Connections, 'read' | 'dialect'>) {
  return async ({ state, username, askedWithinMs, limit }: LetterFilter): Promise<readonly LetterView[]> => {
    const name = username === undefined ? null : nameKeyOf(username);
    const ofName = name === null ? '' : 'and l.name_key = ?';
    const values = name === null ? [limit] : [name, limit];
    const ended = (each: LetterState) => ({
      sql: `select * from (
        select l.id from rekey_letters l
        where l.state = '${each}' and l.state <> 'pending' and ${name === null ? 'l.fence >= 0' : 'l.attempts >= 0 and l.name_key = ?'}
        order by l.id + 0 desc limit ?) as ${each}`,
      values,
    });
    const pending = {
      sql: `select * from (select l.id from waiting l where true ${ofName} order by l.id desc limit ?) as pending`,
      values,
    };
    if (state === undefined && name === null && askedWithinMs === undefined) {
      const newest = await rows(read, 'select * from rekey_letters order by id desc limit ?', [limit]);
      return newest.map(letterViewOf);
    }
    const wanted = state === undefined ? (['pending', ...ENDED] as const) : [state];
    const parts = wanted.map((each) => (each === 'pending' ? pending : ended(each)));
    const young = askedWithinMs === undefined ? '' : `and requested_at > ? - cast(? as ${dialect.types.integer})`;
    const found = await rows(
      read,
      `with waiting as ${dialect.once} (
         select id, name_key from rekey_letters where state = 'pending' and due_at >= 0
       ), found as ${dialect.once} (${parts.map(({ sql }) => sql).join(' union all ')})
       select * from rekey_letters where ${dialect.isAmong('id', 'select id from found')} ${young} order by id desc limit ?`,
      [
        ...parts.flatMap((part) => part.values),
        ...(askedWithinMs === undefined ? [] : [dialect.now(read), Math.round(askedWithinMs)]),
        limit,
      ],
    );
    return found.map(letterViewOf);
  };
}
