import type {
  AuditReader,
  Backlog,
  Housekeeping,
  LetterBox,
  ResetTokenStore,
  UnitOfWork,
  UserDirectory,
} from '@rekey/domain/ports';
import { type Connections, type PoolLoad, poolLoads, rows } from './connections.ts';
import {
  type DatabaseSettings,
  DEFAULT_LIMITS,
  DEFAULT_MAX_PENDING,
  DEFAULT_MAX_WAITING_LOOK_UPS,
  parseDatabaseUrl,
} from './database-settings.ts';
import { mariadbConnections } from './dialect/mariadb-connections.ts';
import { postgresConnections } from './dialect/postgres-connections.ts';
import { sqliteConnections } from './dialect/sqlite-connections.ts';
import { knexAuditReader } from './knex-audit-reader.ts';
import { knexBacklog } from './knex-backlog.ts';
import { knexHousekeeping } from './knex-housekeeping.ts';
import { knexResetTokenStore } from './knex-reset-token-store.ts';
import { knexUnitOfWork } from './knex-unit-of-work.ts';
import { knexLetterBox } from './letters/knex-letter-box.ts';
import {
  isMigrated,
  type MigrateOptions,
  type MigrationStatus,
  migrate,
  migrationStatus,
  migrationsFor,
} from './migrate.ts';
import { checkSessionsTable, sessionsTable } from './sessions/sessions-table.ts';
import { checkUsersTable } from './users/check-users-table.ts';
import { knexUserDirectory } from './users/knex-user-directory.ts';
import { type PasswordHashOf, passwordHashOf } from './users/password-hash-of.ts';
import { type UserAdministration, userAdministration } from './users/user-administration.ts';
import {
  type CountSharedNames,
  type CountStoredHashes,
  type CountUsers,
  countSharedNames,
  countStoredHashes,
  countUsers,
} from './users/user-samples.ts';
import { usersTable } from './users/users-table.ts';

/** Everything Rekey keeps, in one database. */
export interface Database {
  readonly directory: UserDirectory;
  readonly tokens: ResetTokenStore;
  readonly letters: LetterBox;
  readonly units: UnitOfWork;
  readonly auditReader: AuditReader;
  readonly housekeeping: Housekeeping;
  readonly backlog: Backlog;
  /** `null` where the host application's own table is mapped: its users are its own affair. */
  readonly users: UserAdministration | null;
  readonly passwordHashOf: PasswordHashOf;
  readonly countStoredHashes: CountStoredHashes;
  readonly countUsers: CountUsers;
  readonly countSharedNames: CountSharedNames;
  /** The columns that a change of password writes, as `table.column`. */
  readonly writtenColumns: readonly string[];
  /** Brings the schema up to date and answers the names of what it ran; safe when several processes start at once. */
  migrate(options?: MigrateOptions): Promise<readonly string[]>;
  migrationStatus(): Promise<MigrationStatus>;
  /** Whether the schema is up to date, by one cheap statement. Throws unless the database answers. */
  isMigrated(): Promise<boolean>;
  /**
   * Throws, with what is wrong, unless a reset would work on the users table: its columns are there, this user of the database may
   * change a password, a hash as long as this one fits, and the first row takes a change, which is rolled back.
   * Answers what else an operator should know of the table, a sentence each.
   */
  checkUsersTable(sampleHash?: string): Promise<readonly string[]>;
  /** The same for the sessions, if any are mapped: throws unless they can be ended as the mapping says. */
  checkSessionsTable(): Promise<readonly string[]>;
  readonly poolLoads: () => Readonly<Record<string, PoolLoad>>;
  /** Throws unless the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Opens SQLite or PostgreSQL, as the URL says. Nothing is connected to before the first question. */
export function openDatabase(settings: DatabaseSettings): Database {
  const connections = connect(settings);
  const { mapping, sessions: sessionsMapping, maxPendingLetters = DEFAULT_MAX_PENDING } = settings;
  const { maxWaitingPosts, maxWaitingLookUps = DEFAULT_MAX_WAITING_LOOK_UPS } = settings;
  const users = usersTable(connections.dialect, mapping);
  const sessions = sessionsMapping === undefined ? null : sessionsTable(connections.dialect, sessionsMapping);
  const migrations = migrationsFor(mapping === undefined, connections.dialect.ddl);
  return {
    directory: knexUserDirectory(connections, users, maxWaitingLookUps),
    tokens: knexResetTokenStore(connections),
    letters: knexLetterBox(connections, maxPendingLetters, maxWaitingPosts),
    units: knexUnitOfWork(connections, users, sessions),
    auditReader: knexAuditReader(connections),
    housekeeping: knexHousekeeping(connections),
    backlog: knexBacklog(connections),
    users: mapping === undefined ? userAdministration(connections) : null,
    passwordHashOf: passwordHashOf(connections, users),
    countStoredHashes: countStoredHashes(connections, users),
    countUsers: countUsers(connections, users),
    countSharedNames: countSharedNames(connections, users),
    writtenColumns: users.write.columns,
    migrate: (options) => migrate(connections, migrations, options),
    migrationStatus: () => migrationStatus(connections, migrations),
    isMigrated: () => isMigrated(connections, migrations),
    checkUsersTable: (sampleHash) => checkUsersTable(connections, users, sampleHash),
    async checkSessionsTable() {
      return sessions === null ? [] : checkSessionsTable(connections, sessions);
    },
    poolLoads: () => poolLoads(connections),
    async ping() {
      await rows(connections.read, 'select 1');
    },
    close: () => connections.close(),
  };
}

/** The way to a database, for programs that put its parts together themselves. */
export function connect({ url, limits, clock = Date.now }: DatabaseSettings): Connections {
  const address = parseDatabaseUrl(url);
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  switch (address.kind) {
    case 'sqlite':
      return sqliteConnections(address.path, bounds, clock);
    case 'postgres':
      return postgresConnections(address.url, bounds);
    case 'mariadb':
      return mariadbConnections(address, bounds);
  }
}
