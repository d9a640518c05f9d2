import type { Contract } from './contract.ts';

/** A subject that somebody has to close. */
export interface Opened<Subject> {
  readonly subject: Subject;
  close(): Promise<void> | void;
}

/** Runs a contract: one test for each promise, with fresh subjects that are closed after it. */
export type RunContract = <Subject, Options>(
  contract: Contract<Subject, Options>,
  open: (options?: Options) => Promise<Opened<Subject>> | Opened<Subject>,
) => void;

/** The two functions of a test runner that a contract needs. Vitest, Jest, Mocha and `node:test` have them by these names. */
export interface TestFunctions {
  /** Groups the tests that `register` registers under a name. */
  describe(name: string, register: () => void): unknown;
  /** Registers a test, which fails if `check` rejects. */
  it(sentence: string, check: () => Promise<void>): unknown;
}

/** Binds contracts to a test runner. It is handed in, not imported: this package brings no runner with it. */
export function contractRunner({ describe, it }: TestFunctions): RunContract {
  return (contract, open) => {
    describe(contract.name, () => {
      for (const { sentence, check } of contract.promises) it(sentence, () => withOpened(open, check));
    });
  };
}

async function withOpened<Subject, Options>(
  open: (options?: Options) => Promise<Opened<Subject>> | Opened<Subject>,
  check: (make: (options?: Options) => Promise<Subject>) => Promise<void>,
): Promise<void> {
  const opened: Opened<Subject>[] = [];
  try {
    await check(async (options) => {
      const next = await open(options);
      opened.push(next);
      return next.subject;
    });
  } finally {
    for (const each of opened.reverse()) await each.close();
  }
}
