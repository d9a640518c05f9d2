import type { ColumnValue } from './mapping-file.ts';

/** A column's name, or several of which the first that exists counts. */
export type ColumnNames = string | readonly string[];

export type FlagTemplate = { readonly column: ColumnNames } & (
  | { readonly yes: readonly ColumnValue[] }
  | { readonly no: readonly ColumnValue[] }
);

export interface SplitTemplate {
  readonly table: string;
  readonly user: string;
  readonly column: string;
  readonly where?: Readonly<Record<string, ColumnValue>>;
  readonly absent?: 'external' | 'allow';
}

/** By what an application's table is known: one of these names, and all of these columns. */
export interface TableSign {
  /** Absent: any schema, the same for all tables of the application. */
  readonly schema?: string;
  /** `*` stands for any characters, and for the same ones in every name of the application. */
  readonly names: readonly string[];
  readonly columns: readonly string[];
}

/** A mapping with `@role` for tables and with columns that need not exist. */
export interface MappingTemplate {
  readonly table: string;
  readonly columns: {
    readonly key: ColumnNames;
    readonly username: ColumnNames;
    readonly email: ColumnNames;
    readonly passwordHash?: ColumnNames;
    readonly firstName?: ColumnNames;
    readonly lastName?: ColumnNames;
    readonly locale?: ColumnNames;
    readonly externallyManaged?: FlagTemplate;
    readonly enabled?: FlagTemplate;
    readonly passwordChangedAt?: { readonly column: ColumnNames; readonly as: 'milliseconds' | 'timestamp' };
  };
  readonly lookUp?: { readonly by: 'username' | 'email' | 'either'; readonly case?: 'exact' | 'ignored' };
  readonly password?: SplitTemplate;
  readonly mailbox?: SplitTemplate;
  readonly gone?: FlagTemplate;
  readonly alsoSet?: Readonly<Record<string, ColumnValue>>;
  readonly alsoSetPassword?: Readonly<Record<string, ColumnValue>>;
}

/** One file of `applications/`: data, so that adding an application is adding a file. */
export interface Application {
  /** The file's name, which `--application` takes. */
  readonly name: string;
  readonly title: string;
  /** By role. A role that ends in `?` need not be there. `users` is required. */
  readonly tables: Readonly<Record<string, TableSign>>;
  /** Why Rekey must not write this application's passwords; then there is no mapping. */
  readonly refused?: string;
  readonly mapping?: MappingTemplate;
  /** The hash formats that it reads. The first is what it writes today. */
  readonly hashes?: readonly string[];
  /** How it spells bcrypt. */
  readonly bcryptPrefix?: '2a' | '2b' | '2y';
  /** Where a pepper would stand. From the database alone nobody can tell whether there is one. */
  readonly pepper?: string;
  readonly sessions?: { readonly table: string; readonly user: { readonly column: string } };
  readonly advice?: readonly string[];
}
