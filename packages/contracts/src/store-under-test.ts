import type {
  AuditReader,
  Backlog,
  Housekeeping,
  LetterBox,
  ResetTokenStore,
  UnitOfWork,
  UserDirectory,
} from '@rekey/domain/ports';
import type { AuditEvent, EmailAddress, Instant, LookUp, PasswordHash, User, UserKey } from '@rekey/domain/values';
import type { Promised } from './contract.ts';

/** A row of the users table as the host application writes it. */
export interface UserRow {
  readonly username: string;
  readonly email: EmailAddress | string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly externallyManaged: boolean;
  readonly enabled: boolean;
  /** Absent: `null`. */
  readonly locale?: string | null;
  readonly passwordHash: PasswordHash | null;
}

/** A user row as it stands, with the time of the last change of password that Rekey wrote. */
export interface StoredUser extends UserRow {
  readonly passwordChangedAt: Instant | null;
}

/** An event of the audit trail with the time the store gave it. */
export interface AuditEntry {
  readonly at: Instant;
  readonly event: AuditEvent;
}

/** What the world outside does to a store: the host application's writes, a thief's look, and time that passes. */
export interface Outside {
  addUser(row: UserRow): Promise<UserKey>;
  changeUser(key: UserKey, change: Partial<UserRow>): Promise<void>;
  removeUser(key: UserKey): Promise<void>;
  /** `null` when the row is gone. */
  readUser(key: UserKey): Promise<StoredUser | null>;
  /** The host application begins a session for the user. */
  signIn(user: Pick<User, 'key' | 'username'>): Promise<void>;
  /** How many sessions of the user go on. */
  sessionsOf(user: Pick<User, 'key' | 'username'>): Promise<number>;
  /** What the audit trail holds, oldest first. */
  readAudit(): Promise<readonly AuditEntry[]>;
  /** Everything the store keeps beside the users, as text: what a thief of the database reads. */
  readAtRest(): Promise<string>;
  /** Moves the store's own clock, as seen by every connection. Negative: somebody set it back. The clock may run meanwhile. */
  advance(ms: number): Promise<void>;
  /** The store's own clock. */
  now(): Promise<Instant>;
}

/** One store with all of its ports, fresh and empty. Every port of one subject sees the same data. */
export interface StoreUnderTest {
  readonly directory: UserDirectory;
  readonly tokens: ResetTokenStore;
  readonly letters: LetterBox;
  readonly units: UnitOfWork;
  readonly auditReader: AuditReader;
  readonly housekeeping: Housekeeping;
  readonly backlog: Backlog;
  readonly outside: Outside;
}

export interface StoreOptions {
  /** How many letters may be pending before `post` answers `full`; without it, more than any check posts. */
  readonly maxPendingLetters?: number;
  /** How long a unit waits for its turn, in milliseconds; without it, longer than any check. */
  readonly unitWaitMs?: number;
  /** How many look-ups by name wait; without it, more than any check asks for at once. */
  readonly maxWaitingLookUps?: number;
  /** How many requests wait to be kept; without it, more than any check posts at once. */
  readonly maxWaitingPosts?: number;
  /** By what people are found; without it by user name, exactly. */
  readonly lookUp?: LookUp;
}

export type StorePromise = Promised<StoreUnderTest, StoreOptions>;
