import { type LetterBox, nameKeyOf } from '@rekey/domain';
import type { Connections } from '../connections.ts';
import { DEFAULT_MAX_WAITING_POSTS } from '../database-settings.ts';
import { letterViewOf } from '../row-mapping.ts';
import { claimLetters } from './claim.ts';
import { postRequests } from './post.ts';

/** As many letters may be pending, and as many requests may wait for the next commit. */
export function knexLetterBox(
  connections: Connections,
  maxPending: number,
  maxWaiting: number = DEFAULT_MAX_WAITING_POSTS,
): LetterBox {
  const { read } = connections;
  return {
    post: postRequests(connections, maxPending, maxWaiting),
    claim: claimLetters(connections),
    async list({ state, username, limit }) {
      const wanted = read('rekey_letters').orderBy('id', 'desc').limit(limit);
      if (state !== undefined) wanted.where({ state });
      if (username !== undefined) wanted.where({ name_key: nameKeyOf(username) });
      return (await wanted.select()).map(letterViewOf);
    },
  };
}
