import type { LetterOutcome } from '../values/audit-event.ts';
import type { LetterEnd, LetterRecord } from '../values/letter.ts';
import type { UserKey } from '../values/user.ts';

/** What the trail keeps of a letter that has ended, or that was given a new life. `userKey` is `null` where nobody was found, or nobody looked. */
export function outcomeOf(
  { id: letterId, letter, requestedAt }: LetterRecord,
  userKey: UserKey | null,
  end: LetterEnd | { readonly state: 'retried' },
): LetterOutcome {
  const asked =
    letter.kind === 'reset'
      ? { username: letter.submittedName, address: letter.address }
      : { username: letter.username, address: null };
  return {
    kind: `letter-${end.state}`,
    ...{ letterId, letterKind: letter.kind, userKey, requestedAt },
    ...asked,
    reason: 'reason' in end ? end.reason : null,
  };
}
