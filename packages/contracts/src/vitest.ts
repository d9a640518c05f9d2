import { describe, it } from 'vitest';
import type { Contract } from './contract.ts';

/** A subject that somebody has to close. */
export interface Opened<Subject> {
  readonly subject: Subject;
  close(): Promise<void> | void;
}

/** Runs a contract under vitest: one `it` for each promise, with fresh subjects that are closed after it. */
export function runContract<Subject, Wish>(
  contract: Contract<Subject, Wish>,
  open: (wish?: Wish) => Promise<Opened<Subject>> | Opened<Subject>,
): void {
  describe(contract.name, () => {
    for (const { sentence, check } of contract.promises) {
      it(sentence, async () => {
        const opened: Opened<Subject>[] = [];
        try {
          await check(async (wish) => {
            const next = await open(wish);
            opened.push(next);
            return next.subject;
          });
        } finally {
          for (const each of opened.reverse()) await each.close();
        }
      });
    }
  });
}
