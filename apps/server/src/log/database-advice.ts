/** What an operator can do about a database that does not work. */
export interface DatabaseAdvice {
  /** `away`: it may come back by itself, so a program waits. `settings`: no waiting will mend it. */
  readonly kind: 'away' | 'settings';
  readonly advice: string;
}

const away = (advice: string): DatabaseAdvice => ({ kind: 'away', advice });
const settings = (advice: string): DatabaseAdvice => ({ kind: 'settings', advice });

const START_IT = away('start PostgreSQL, or check host and port in REKEY_DATABASE_URL');
const REACH_IT = away('PostgreSQL does not answer: check the network between here and it, and REKEY_DATABASE_URL');
const IN_A_MOMENT = away('PostgreSQL starts or stops: wait, or look at its log');
const CERTIFICATE = settings(
  'the certificate of PostgreSQL is not trusted here: name its authority with sslrootcert in REKEY_DATABASE_URL, or its true host',
);
const CREDENTIALS = settings('correct user and password in REKEY_DATABASE_URL, or pg_hba.conf');

const WRITE_TO_IT = settings(
  'let this user write to the SQLite file and to its folder, or name another in REKEY_DATABASE_URL (sqlite:<path>)',
);
/** Statements that a session prepared are somebody else's there, or not there. */
const POOLER = settings(
  'between Rekey and PostgreSQL stands a pooler that gives each transaction another session (PgBouncer with pool_mode = transaction or statement): ' +
    'name PostgreSQL itself in REKEY_DATABASE_URL, or a pool with pool_mode = session',
);

/** By the codes of Node, PostgreSQL and SQLite. */
const BY_CODE: Readonly<Record<string, DatabaseAdvice>> = {
  ECONNREFUSED: START_IT,
  ECONNRESET: IN_A_MOMENT,
  EPIPE: IN_A_MOMENT,
  ETIMEDOUT: REACH_IT,
  EHOSTUNREACH: REACH_IT,
  ENETUNREACH: REACH_IT,
  // In a set of containers the name of a database appears together with the database.
  ENOTFOUND: away('nobody knows the host in REKEY_DATABASE_URL: correct it, or start what it names'),
  EAI_AGAIN: away('the name server does not answer: check the network'),
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  CERT_HAS_EXPIRED: CERTIFICATE,
  ERR_TLS_CERT_ALTNAME_INVALID: CERTIFICATE,
  '57P01': IN_A_MOMENT,
  '57P02': IN_A_MOMENT,
  '57P03': IN_A_MOMENT,
  '57014': away(
    'PostgreSQL cut a statement off for its length: look for locks and load in pg_stat_activity; if it goes on without either, report it',
  ),
  '55P03': away('a lock is held for too long: look for long transactions in pg_stat_activity'),
  '53300': away('PostgreSQL has no connection left: raise max_connections, or lower REKEY_DATABASE_POOL'),
  '53100': away('the disk of PostgreSQL is full: make room'),
  '25006': away('PostgreSQL is read-only, perhaps a standby: name the primary in REKEY_DATABASE_URL'),
  '28P01': CREDENTIALS,
  '28000': CREDENTIALS,
  '3D000': settings('that database does not exist: create it, or correct its name in REKEY_DATABASE_URL'),
  '42501': settings('that user may not use those tables: grant it, or correct REKEY_DATABASE_URL'),
  SQLITE_BUSY: away('another process holds the lock of the SQLite file: end it; a backup wants sqlite3 .backup'),
  SQLITE_LOCKED: away('another process holds the lock of the SQLite file: end it'),
  SQLITE_FULL: away('no room for the SQLite file: make room on its disk, or raise its max_page_count'),
  SQLITE_IOERR: away('the disk of the SQLite file fails: look at the system log'),
  SQLITE_READONLY: WRITE_TO_IT,
  SQLITE_CANTOPEN: WRITE_TO_IT,
  '26000': POOLER,
  '42P05': POOLER,
  PROTOCOL_CONNECTION_LOST: away('MariaDB starts or stops: wait, or look at its log'),
  PROTOCOL_SEQUENCE_TIMEOUT: away(
    'MariaDB does not answer: check the network between here and it, and REKEY_DATABASE_URL',
  ),
  ER_CON_COUNT_ERROR: away('MariaDB has no connection left: raise max_connections, or lower REKEY_DATABASE_POOL'),
  ER_LOCK_WAIT_TIMEOUT: away(
    'a lock is held for too long: look for long transactions in information_schema.innodb_trx',
  ),
  ER_OPTION_PREVENTS_STATEMENT: away('MariaDB is read-only, perhaps a replica: name the primary in REKEY_DATABASE_URL'),
  ER_DISK_FULL: away('the disk of MariaDB is full: make room'),
  ER_ACCESS_DENIED_ERROR: settings('correct user and password in REKEY_DATABASE_URL'),
  ER_DBACCESS_DENIED_ERROR: settings('that user may not use that database: grant it, or correct REKEY_DATABASE_URL'),
  ER_TABLEACCESS_DENIED_ERROR: settings('that user may not use those tables: grant it, or correct REKEY_DATABASE_URL'),
  ER_BAD_DB_ERROR: settings('that database does not exist: create it, or correct its name in REKEY_DATABASE_URL'),
  SQLITE_NOTADB: settings('that file is no SQLite database: correct REKEY_DATABASE_URL, or restore a backup'),
  SQLITE_CORRUPT: settings('the SQLite file is damaged: restore a backup'),
};

/** What drivers and pools say without a code, or with one that says too little. */
const TOO_SLOW =
  /timeout exceeded|timeout expired|timeout acquiring|read timeout|connection timeout|connection terminated/i;
const NOT_OURS = /(?:table|relation) "?users"? already exists/;
const SWALLOWED = settings(
  'look at the triggers, rules and row-level policies of the users table, or at the view: rekey doctor names them',
);
const MAP_IT = settings(
  'Rekey did not make that table: map it with REKEY_USERS_MAPPING, or name another database in REKEY_DATABASE_URL',
);
const MOST_CAUSES = 4;

/** `null` for a fault that is none of the database's. */
export function databaseAdvice(fault: unknown, depth = 0): DatabaseAdvice | null {
  if (!(fault instanceof Error) || depth > MOST_CAUSES) return null;
  if (fault.name === 'WriteHadNoEffect') return SWALLOWED;
  const schema = /permission denied for schema (\S+)/.exec(fault.message)?.[1];
  if (schema !== undefined) return mayNotUse(schema);
  const { code } = fault as { code?: unknown };
  const known = typeof code === 'string' ? BY_CODE[code] : undefined;
  if (known !== undefined) return known;
  if (/not allowed in statement pooling mode/.test(fault.message)) return POOLER;
  if (NOT_OURS.test(fault.message)) return MAP_IT;
  return TOO_SLOW.test(fault.message) ? REACH_IT : databaseAdvice(fault.cause, depth + 1);
}

/** Making tables takes a right that a role has on no schema by itself, since PostgreSQL 15 not even on `public`. */
function mayNotUse(schema: string): DatabaseAdvice {
  return settings(
    `this user may not make tables there: grant usage, create on schema ${schema} to the user in REKEY_DATABASE_URL`,
  );
}
