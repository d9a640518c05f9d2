import type { Instant, LetterId, UserKey } from '@rekey/domain/values';
import type { Drafts } from '../memory-database.ts';

/** How many reset letters each of these users was handed since then, `except` some. */
export function countHandedOver(
  { pending, settled }: Drafts,
  users: readonly UserKey[],
  since: Instant,
  except: readonly LetterId[],
): ReadonlyMap<UserKey, number> {
  const counts = new Map<UserKey, number>();
  for (const { id, kind, handedOver } of [...pending.values(), ...settled.values()]) {
    if (kind !== 'reset' || handedOver === null || handedOver.at <= since) continue;
    if (!users.includes(handedOver.to) || except.includes(id)) continue;
    counts.set(handedOver.to, (counts.get(handedOver.to) ?? 0) + 1);
  }
  return counts;
}
