import { type LetterBox, nameKeyOf } from '@rekey/domain';
import type { Connections } from './connections.ts';
import { claimLetters } from './letter-claiming.ts';
import { letterPosting } from './letter-posting.ts';
import { letterViewOf } from './row-mapping.ts';

export function knexLetterBox(connections: Connections, maxPending: number): LetterBox {
  const { read } = connections;
  return {
    post: letterPosting(connections, maxPending),
    claim: claimLetters(connections),
    async list({ state, username, limit }) {
      const wanted = read('rekey_letters').orderBy('id', 'desc').limit(limit);
      if (state !== undefined) wanted.where({ state });
      if (username !== undefined) wanted.where({ name_key: nameKeyOf(username) });
      return (await wanted.select()).map(letterViewOf);
    },
  };
}
