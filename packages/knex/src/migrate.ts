import type { Knex } from 'knex';
import { type Connections, rows } from './connections.ts';
import type { Ddl } from './dialect/dialect.ts';
import { letters } from './migrations/0001-letters.ts';
import { resetTokens } from './migrations/0002-reset-tokens.ts';
import { audit } from './migrations/0003-audit.ts';
import { ownUsers } from './migrations/0004-users.ts';
import { upkeep } from './migrations/0005-upkeep.ts';
import { letterOutcomes } from './migrations/0006-letter-outcomes.ts';
import { auditNames } from './migrations/0007-audit-names.ts';
import { reports, usersLocale } from './migrations/0008-reports.ts';
import { letterQueue } from './migrations/0009-letter-queue.ts';
import { lookUps } from './migrations/0010-look-ups.ts';
import { claimAlarm } from './migrations/0011-claim-alarm.ts';
import { auditOperator } from './migrations/0012-audit-operator.ts';
import { mariadbBaseline, mariadbUsers } from './migrations/0012-mariadb.ts';
import type { Migration } from './migrations/migration.ts';

const TABLE = 'rekey_migrations';
const WAIT_MS = 60_000;

export interface MigrationStatus {
  /** In the order in which they were or will be run. */
  readonly applied: readonly string[];
  readonly pending: readonly string[];
}

export interface MigrateOptions {
  /** How long to wait while another process migrates. Default 60,000. */
  readonly waitMs?: number;
}

export function migrationsFor(
  ownUsersTable: boolean,
  { madeAtOnce }: Pick<Ddl, 'madeAtOnce'> = { madeAtOnce: false },
): readonly Migration[] {
  if (madeAtOnce) return [mariadbBaseline, ...(ownUsersTable ? [mariadbUsers] : [])];
  return [
    letters,
    resetTokens,
    audit,
    ...(ownUsersTable ? [ownUsers] : []),
    upkeep,
    letterOutcomes,
    auditNames,
    reports,
    ...(ownUsersTable ? [usersLocale] : []),
    letterQueue,
    lookUps,
    claimAlarm,
    auditOperator,
  ];
}

/**
 * Runs what has not run yet, and names it. Any number of processes may call this at once: one migrates, the others wait.
 * Knex's own lock cannot do that: it turns the others away, and a process that is killed leaves it locked for ever.
 * It is set free here, where nobody else can be migrating.
 */
export function migrate(
  connections: Connections,
  migrations: readonly Migration[],
  { waitMs = WAIT_MS }: MigrateOptions = {},
): Promise<readonly string[]> {
  const work = async (migrator: Knex) => {
    const settings = settingsFor(connections, migrations);
    await migrator.migrate.forceFreeMigrationsLock(settings);
    const [, run]: [number, string[]] = await migrator.migrate.latest(settings);
    return run;
  };
  return connections.whileNobodyElseMigrates(work, waitMs);
}

/** Changes nothing, not even by making Knex's own tables. */
export async function migrationStatus(
  { read }: Connections,
  migrations: readonly Migration[],
): Promise<MigrationStatus> {
  const applied: string[] = (await read.schema.hasTable(TABLE)) ? await read(TABLE).orderBy('id').pluck('name') : [];
  return { applied, pending: migrations.map(({ name }) => name).filter((name) => !applied.includes(name)) };
}

/**
 * One cheap statement, so that it can be asked every few seconds. A database without any table of ours is not up to date;
 * one that does not answer throws.
 */
export async function isMigrated({ read }: Connections, migrations: readonly Migration[]): Promise<boolean> {
  try {
    const applied = new Set((await rows(read, `select name from ${TABLE}`)).map((row) => row['name']));
    return migrations.every(({ name }) => applied.has(name));
  } catch (fault) {
    if (isMissingTable(fault)) return false;
    throw fault;
  }
}

function isMissingTable(fault: unknown): boolean {
  return (fault as { code?: unknown }).code === '42P01' || /no such table|doesn't exist/.test(String(fault));
}

function settingsFor({ dialect }: Connections, migrations: readonly Migration[]): Knex.MigratorConfig {
  const source: Knex.MigrationSource<Migration> = {
    getMigrations: async () => [...migrations],
    getMigrationName: ({ name }) => name,
    getMigration: async (migration) => ({
      up: async (transaction) => {
        for (const statement of migration.up(dialect.ddl)) await transaction.raw(statement);
      },
      down: () => Promise.reject(new Error('Rekey does not migrate backwards: restore a backup')),
    }),
  };
  // An older instance may start beside a newer one while an operator replaces them one by one: no validation of the list.
  return { migrationSource: source, tableName: TABLE, disableMigrationsListValidation: true };
}
