import type {
  AuditReader,
  Backlog,
  Housekeeping,
  LetterBox,
  ResetTokenStore,
  UnitOfWork,
  UserDirectory,
} from '@rekey/domain/ports';
import type { Instant, LookUp } from '@rekey/domain/values';
import { memoryLetterBox } from './letters/memory-letter-box.ts';
import { memoryAuditReader } from './memory-audit-reader.ts';
import { memoryBacklog } from './memory-backlog.ts';
import { type AuditRow, createMemoryDatabase } from './memory-database.ts';
import { memoryHousekeeping } from './memory-housekeeping.ts';
import { memoryResetTokenStore } from './memory-reset-token-store.ts';
import { memoryUnitOfWork } from './memory-unit-of-work.ts';
import { memoryUserDirectory } from './memory-user-directory.ts';
import { type MemoryUsers, memoryUsers } from './memory-users.ts';

export interface MemoryStoreOptions {
  /** The store's clock; the system's by default. */
  readonly now?: () => Instant;
  /** How many letters may wait before `post` answers `full`; 10,000 by default. */
  readonly maxPendingLetters?: number;
  /** How long a unit waits for its turn before it is `Overloaded`; 5 s by default. */
  readonly unitWaitMs?: number;
  /** How many look-ups by name may wait; 5,000 by default. */
  readonly maxWaitingLookUps?: number;
  /** How many requests may wait for the letter box; 4,000 by default. */
  readonly maxWaitingPosts?: number;
  /** By what people are found; by user name, exactly, by default. */
  readonly lookUp?: LookUp;
}

/** Every storage port over one shared state, and the hands of the embedding program on its users. */
export interface MemoryStore extends MemoryUsers {
  readonly directory: UserDirectory;
  readonly tokens: ResetTokenStore;
  readonly letters: LetterBox;
  readonly units: UnitOfWork;
  readonly auditReader: AuditReader;
  readonly housekeeping: Housekeeping;
  readonly backlog: Backlog;
  /** The newest events of the audit trail, oldest first. */
  readAudit(): Promise<readonly AuditRow[]>;
  /** Everything kept beside the users, as text, for a check that no secret is among it. */
  readAtRest(): Promise<string>;
}

// A letter takes about a kilobyte, so the default bounds the box at some ten megabytes.
const MAX_PENDING_LETTERS = 10_000;
const UNIT_WAIT_MS = 5_000;
const MAX_WAITING_LOOK_UPS = 5_000;
const MAX_WAITING_POSTS = 4_000;

export function createMemoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const database = createMemoryDatabase(options.now ?? (() => Date.now() as Instant), options.lookUp ?? {});
  const { users: _, sessions: __, ...ours } = database.committed;
  return {
    directory: memoryUserDirectory(database, options.maxWaitingLookUps ?? MAX_WAITING_LOOK_UPS),
    tokens: memoryResetTokenStore(database),
    letters: memoryLetterBox(database, {
      maxPending: options.maxPendingLetters ?? MAX_PENDING_LETTERS,
      maxWaiting: options.maxWaitingPosts ?? MAX_WAITING_POSTS,
    }),
    units: memoryUnitOfWork(database, options.unitWaitMs ?? UNIT_WAIT_MS),
    auditReader: memoryAuditReader(database),
    housekeeping: memoryHousekeeping(database),
    backlog: memoryBacklog(database),
    ...memoryUsers(database),
    readAudit: async () => [...database.committed.audit.values()],
    readAtRest: async () => JSON.stringify(Object.values(ours).map((table) => [...table.values()])),
  };
}
