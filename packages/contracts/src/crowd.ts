import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Overloaded } from '@rekey/domain';

/**
 * Sorts a crowd: what was served, and how many were refused. A bound refuses in one way only, with
 * `Overloaded` and a time to come back after.
 */
export async function servedAndRefused<Answer>(
  asked: readonly Promise<Answer>[],
): Promise<{ readonly served: readonly Answer[]; readonly refused: number }> {
  const served: Answer[] = [];
  let refused = 0;
  for (const each of await Promise.allSettled(asked)) {
    if (each.status === 'fulfilled') served.push(each.value);
    else {
      assertOverloaded(each.reason);
      refused += 1;
    }
  }
  return { served, refused };
}

// For an adapter that lets all of them wait: then none is refused, and there is nothing to wait for.
const NONE_IS_REFUSED_MS = 1_000;

/** Waits until one of those who cannot be served yet is refused. */
export async function whenOneIsRefused(crowd: readonly Promise<unknown>[]): Promise<void> {
  const settled = crowd.map((each) => each.catch(() => {}));
  await Promise.race([...settled, pause(NONE_IS_REFUSED_MS, undefined, { ref: false })]);
}

function assertOverloaded(fault: unknown): void {
  assert.ok(fault instanceof Overloaded, `not Overloaded but ${fault}`);
  assert.ok(fault.retryAfterMs > 0, 'it says when to come back');
}
