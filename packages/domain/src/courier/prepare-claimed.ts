import { settleBatch } from '@rekey/concurrency';
import type { Claim } from '../values/letter.ts';
import type { Prepared } from './compose.ts';
import { type CourierDeps, eachAlone } from './courier.ts';
import { LeaseLost, prepare } from './prepare.ts';

export interface Claimed {
  readonly claim: Claim;
  readonly endsMs: number;
}

/** A letter to hand over, and by when on the monotonic clock the hand-over must have ended. */
export interface Ready {
  readonly prepared: Prepared;
  readonly endsMs: number;
}

/** Prepares a batch; letters that fail, or whose lease went to another, are told of and left out. */
export async function prepareClaimed(deps: CourierDeps, claimed: readonly Claimed[]): Promise<readonly Ready[]> {
  if (claimed.length === 0) return [];
  const prepareSome = (some: readonly Claimed[]) =>
    prepare(
      deps,
      some.map(({ claim }) => claim),
    );
  const settled = await settleBatch(claimed, prepareSome, eachAlone(deps.rules.concurrency));
  return claimed.flatMap(({ claim: { id: letterId }, endsMs }, index) => {
    const result = settled[index];
    if (result?.status === 'fulfilled') return [{ prepared: result.value, endsMs }];
    const fault: unknown = result?.reason;
    deps.tell(fault instanceof LeaseLost ? { letterId, kind: 'lost' } : { letterId, kind: 'failed', fault });
    return [];
  });
}
