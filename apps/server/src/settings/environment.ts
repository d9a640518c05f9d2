/** Environment variables by name. Passed on as a value, so that tests need not touch the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The one place that reads `process.env`. */
export function processEnvironment(): Environment {
  return process.env;
}
