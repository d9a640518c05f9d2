/** An application's tables, by the facts of its real schema, with a few people in them. PostgreSQL. */
export interface ApplicationFixture {
  /** What `rekey attach` must call it. */
  readonly name: string;
  readonly tables: readonly string[];
  /** Adds Jane, who has this hash; `jane@example.com`, user name `jane` where the application has user names. */
  readonly addJane: (hash: string) => readonly string[];
  /** The hash format that the application writes today, with the parameters of a mapping. */
  readonly hash: { readonly format: string; readonly [parameter: string]: unknown };
  /** What Jane types to be found. */
  readonly typed: string;
  /** Reads the stored hash of Jane. */
  readonly stored: string;
  /** Reads how many sessions of Jane there are; they must be gone after the reset. */
  readonly sessions?: string;
}

/** A text as SQL writes it. Hashes hold no quotes; user data never comes here. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
