import { createSemaphore } from '@rekey/concurrency';
import type {
  AuditEvent,
  Instant,
  LetterId,
  LookUp,
  PasswordHash,
  Reportable,
  Revision,
  TokenDigest,
  TokenRecord,
  UserKey,
} from '@rekey/domain/values';
import type { LetterRow } from './letters/letter-row.ts';
import { Draft, type ReadRows, type Rows } from './table.ts';

/** A user as the embedding program writes it. */
export interface MemoryUser {
  readonly username: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly externallyManaged: boolean;
  readonly enabled: boolean;
  /** The language the user reads, as a tag such as `de-AT`; absent where nobody knows. */
  readonly locale?: string | null;
  readonly passwordHash: PasswordHash | null;
}

export interface StoredMemoryUser extends MemoryUser {
  readonly key: UserKey;
  readonly revision: Revision;
  /** When Rekey last changed the password; `null` if it never did. */
  readonly passwordChangedAt: Instant | null;
}

export interface TokenRow extends TokenRecord {
  readonly digest: TokenDigest;
  readonly expiresAt: Instant;
}

/** Somebody is signed in. */
export interface SessionRow {
  readonly number: number;
  readonly userKey: UserKey;
}

/** What a not-me secret speaks for, kept beside the tokens: it outlives them. */
export interface ReportableRow extends Reportable {
  readonly digest: TokenDigest;
  readonly expiresAt: Instant;
  readonly used: boolean;
}

export interface AuditRow {
  readonly number: number;
  readonly at: Instant;
  readonly event: AuditEvent;
}

/** Settled letters have a table of their own: claims and posts never wade through the past. */
interface Tables<Kind extends 'read' | 'write'> {
  readonly users: TableOf<Kind, UserKey, StoredMemoryUser>;
  readonly tokens: TableOf<Kind, TokenDigest, TokenRow>;
  readonly sessions: TableOf<Kind, number, SessionRow>;
  readonly reportables: TableOf<Kind, TokenDigest, ReportableRow>;
  readonly pending: TableOf<Kind, LetterId, LetterRow>;
  readonly settled: TableOf<Kind, LetterId, LetterRow>;
  readonly audit: TableOf<Kind, number, AuditRow>;
}

type TableOf<Kind, Key, Row> = Kind extends 'read' ? ReadRows<Key, Row> : Rows<Key, Row>;

export type Committed = Tables<'read'>;
export type Drafts = Tables<'write'>;

/** The state that all ports of one memory store share. */
export interface MemoryDatabase {
  readonly committed: Committed;
  /** Runs one writer at a time, and keeps all of its changes or, if it throws, none. */
  write<Result>(work: (drafts: Drafts) => Promise<Result> | Result): Promise<Result>;
  now(): Instant;
  /** By what people are found. */
  readonly lookUp: LookUp;
  /** Never the same twice, also after a rollback. */
  nextNumber(): number;
}

export function createMemoryDatabase(now: () => Instant, lookUp: LookUp): MemoryDatabase {
  const users = new Map<UserKey, StoredMemoryUser>();
  const tokens = new Map<TokenDigest, TokenRow>();
  const sessions = new Map<number, SessionRow>();
  const reportables = new Map<TokenDigest, ReportableRow>();
  const pending = new Map<LetterId, LetterRow>();
  const settled = new Map<LetterId, LetterRow>();
  const audit = new Map<number, AuditRow>();
  const writers = createSemaphore({ permits: 1 });
  let number = 0;
  return {
    committed: { users, tokens, sessions, reportables, pending, settled, audit },
    now,
    lookUp,
    nextNumber: () => ++number,
    write: (work) =>
      writers.run(async () => {
        const drafts = {
          users: new Draft(users),
          tokens: new Draft(tokens),
          sessions: new Draft(sessions),
          reportables: new Draft(reportables),
          pending: new Draft(pending),
          settled: new Draft(settled),
          audit: new Draft(audit),
        };
        const result = await work(drafts);
        // No await between the commits: nobody can see some of them only.
        for (const draft of Object.values(drafts)) draft.commit();
        return result;
      }),
  };
}
