/**
 * One sentence of a port's documentation, and the check that holds an adapter to it.
 * `make` opens a fresh subject; whoever runs the contract closes it afterwards.
 */
export interface Promised<Subject, Wish = void> {
  readonly sentence: string;
  /** Resolves when the promise is kept; throws (an `AssertionError`) when it is broken. */
  check(make: (wish?: Wish) => Promise<Subject>): Promise<void>;
}

/** What every adapter of a port must keep. A value: it knows no test runner, so any of them can run it. */
export interface Contract<Subject, Wish = void> {
  readonly name: string;
  readonly promises: readonly Promised<Subject, Wish>[];
}

/** A promise whose check needs one subject, made as `wish` says. */
export function promised<Subject, Wish = void>(
  sentence: string,
  check: (subject: Subject) => Promise<void>,
  wish?: Wish,
): Promised<Subject, Wish> {
  return { sentence, check: async (make) => check(await make(wish)) };
}
