export type { Connections } from './connections.ts';
export {
  type ConnectionLimits,
  type DatabaseSettings,
  DEFAULT_LIMITS,
  DEFAULT_MAX_PENDING,
} from './database-settings.ts';
export { mariadbAddress } from './dialect/mariadb-url.ts';
export { postgresAddress } from './dialect/postgres-url.ts';
export { openInspector } from './inspect/inspect-database.ts';
export { knexAuditReader } from './knex-audit-reader.ts';
export { knexAuditWriter } from './knex-audit-writer.ts';
export { knexBacklog } from './knex-backlog.ts';
export { knexHousekeeping } from './knex-housekeeping.ts';
export { knexResetTokenStore } from './knex-reset-token-store.ts';
export { knexTokensInUnit } from './knex-tokens-in-unit.ts';
export { knexUnitOfWork } from './knex-unit-of-work.ts';
export { knexLetterBox } from './letters/knex-letter-box.ts';
export { knexLettersInUnit } from './letters/knex-letters-in-unit.ts';
export { MappingFault } from './mapping-fault.ts';
export type { MigrateOptions, MigrationStatus } from './migrate.ts';
export { connect, type Database, openDatabase } from './open-database.ts';
export { knexSessionRevoker } from './sessions/knex-session-revoker.ts';
export { type SessionsTable, sessionsTable } from './sessions/sessions-table.ts';
export type { SessionsTableMapping } from './sessions/sessions-table-mapping.ts';
export { knexUserDirectory } from './users/knex-user-directory.ts';
export { knexUsersInUnit } from './users/knex-users-in-unit.ts';
export type { NewUser, UserAdministration, UserView } from './users/user-administration.ts';
export { type UsersTable, usersTable } from './users/users-table.ts';
export {
  type FlagColumn,
  type HashMapping,
  OWN_USERS_TABLE,
  type UsersTableMapping,
} from './users/users-table-mapping.ts';
