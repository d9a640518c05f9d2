import { type LetterBox, nameKeyOf } from '@rekey/domain';
import { type Connections, rows } from './connections.ts';
import { claimLetters } from './letter-claim.ts';
import { letterPosting } from './letter-posting.ts';
import { letterNumber, letterViewOf } from './row-mapping.ts';

export function knexLetterBox(connections: Connections, maxPending: number): LetterBox {
  const { write, read, dialect } = connections;
  return {
    post: letterPosting(connections, maxPending),
    claim: claimLetters(write, dialect),
    async retry(id) {
      const number = letterNumber(id);
      if (number === null) return 'unknown';
      // Doubts go with the old age: three of them had buried the letter, and the next one would bury it again.
      const [revived] = await rows(
        write,
        `update rekey_letters set state = 'pending', reason = null, settled_at = null, attempts = 0, doubts = 0,
           channel_down_since = null, channel_down_at = null, fence = fence + 1, due_at = ?, asked_at = ?
         where id = ? and state = 'dead' returning id`,
        [dialect.now(write), dialect.now(write), number],
      );
      if (revived !== undefined) return 'due';
      const known = await read('rekey_letters').where({ id: number }).first('id');
      return known === undefined ? 'unknown' : 'not-dead';
    },
    async list({ state, username, limit }) {
      const wanted = read('rekey_letters').orderBy('id', 'desc').limit(limit);
      if (state !== undefined) wanted.where({ state });
      if (username !== undefined) wanted.where({ name_key: nameKeyOf(username) });
      return (await wanted.select()).map(letterViewOf);
    },
  };
}
