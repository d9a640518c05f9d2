import type { Mailer } from '@rekey/domain/ports';
import type { Mail } from '@rekey/domain/values';
import type { Recovery } from './recovery.ts';

/** What a supervisor sees: a courier that took a turn, or one that fell over in it. */
export type Turned = { readonly kind: 'turned'; readonly mayBeMore: boolean } | { readonly kind: 'died' };

/** A courier that is gone, with all that it had under way, at the first mail that is deadly. */
export function mortalCourier(
  recovery: Recovery,
  { mailer, monotonicMs, isDeadly }: { mailer: Mailer; monotonicMs: () => number; isDeadly: (mail: Mail) => boolean },
): () => Promise<Turned> {
  return async () => {
    let die = () => {};
    const death = new Promise<Turned>((resolve) => {
      die = () => resolve({ kind: 'died' });
    });
    let dead = false;
    const mortal: Mailer = {
      deliver(mail, deadlineMs) {
        if (!dead && !isDeadly(mail)) return mailer.deliver(mail, deadlineMs);
        dead = true;
        die();
        // What was in the memory of a process that is gone never goes on.
        return new Promise(() => {});
      },
    };
    const turn = recovery.courier({ mailer: mortal, monotonicMs })();
    return Promise.race([death, turn.then(({ mayBeMore }): Turned => ({ kind: 'turned', mayBeMore }))]);
  };
}
