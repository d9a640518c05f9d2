/** A value that a column may hold, as JSON. */
export type ColumnValue = string | number | boolean | null;

/** `yes` lists the values that mean yes, or `no` those that mean no; every other value means the opposite. */
export type FlagFile = { readonly column: string } & (
  | { readonly yes: readonly ColumnValue[] }
  | { readonly no: readonly ColumnValue[] }
);

/** Another table that holds a part of a user: the hash, or the address. */
export interface SplitFile {
  readonly table: string;
  readonly user: string;
  readonly column: string;
  readonly where?: Readonly<Record<string, ColumnValue>>;
}

export interface HashFile {
  readonly format: string;
  readonly [parameter: string]: unknown;
}

/** What `REKEY_USERS_MAPPING` names, as `attach` writes it. `docs/operations.md` explains every member. */
export interface MappingFile {
  readonly table: string;
  readonly keyType: 'integer' | 'uuid' | 'text';
  readonly columns: {
    readonly key: string;
    readonly username: string;
    readonly email: string;
    readonly passwordHash?: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly locale?: string;
    readonly externallyManaged?: FlagFile;
    readonly enabled?: FlagFile;
    readonly passwordChangedAt?: { readonly column: string; readonly as: 'milliseconds' | 'timestamp' };
  };
  readonly lookUp?: { readonly by: 'username' | 'email' | 'either'; readonly case?: 'exact' | 'ignored' };
  readonly hash: HashFile;
  readonly password?: SplitFile & { readonly absent?: 'external' | 'allow' };
  readonly mailbox?: SplitFile;
  readonly gone?: FlagFile;
  readonly alsoSet?: Readonly<Record<string, ColumnValue>>;
  readonly alsoSetPassword?: Readonly<Record<string, ColumnValue>>;
}

/** What `REKEY_SESSIONS_MAPPING` names, as `attach` writes it. */
export interface SessionsFile {
  readonly table: string;
  readonly user: { readonly column: string; readonly holds?: 'key' | 'username' };
  /** How a session ends: its row goes (default), or a column notes it. */
  readonly end?: 'delete' | { readonly column: string; readonly as: 'milliseconds' | 'timestamp' | 'true' };
}
