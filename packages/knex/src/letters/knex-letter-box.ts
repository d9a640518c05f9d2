import type { LetterBox } from '@rekey/domain/ports';
import type { Connections } from '../connections.ts';
import { DEFAULT_MAX_WAITING_POSTS } from '../database-settings.ts';
import { claimLetters } from './claim.ts';
import { listLetters } from './list.ts';
import { postRequests } from './post.ts';

/** As many letters may be pending, and as many requests may wait for the next commit. */
export function knexLetterBox(
  connections: Connections,
  maxPending: number,
  maxWaiting: number = DEFAULT_MAX_WAITING_POSTS,
): LetterBox {
  return {
    post: postRequests(connections, maxPending, maxWaiting),
    claim: claimLetters(connections),
    list: listLetters(connections),
  };
}
