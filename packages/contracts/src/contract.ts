/**
 * One sentence of a port's documentation, and the check that holds an adapter to it.
 * `make` opens a fresh subject; the runner closes it afterwards.
 */
export interface Promised<Subject, Options = void> {
  readonly sentence: string;
  /** Resolves when the promise is kept; throws (an `AssertionError`) when it is broken. */
  check(make: (options?: Options) => Promise<Subject>): Promise<void>;
}

/** What every adapter of a port must keep. A value: it knows no test runner, so any of them can run it. */
export interface Contract<Subject, Options = void> {
  readonly name: string;
  readonly promises: readonly Promised<Subject, Options>[];
}

/** A promise whose check needs one subject, made as `options` say. */
export function promised<Subject, Options = void>(
  sentence: string,
  check: (subject: Subject) => Promise<void>,
  options?: Options,
): Promised<Subject, Options> {
  return { sentence, check: async (make) => check(await make(options)) };
}
