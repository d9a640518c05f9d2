import { join } from 'node:path';
import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { rekey, scratchFolder } from '../scripted-shell.ts';

/** A database that an application made, and the ways to it. All is gone when the test is over. */
export interface HostDatabase {
  /** As the owner of the tables. */
  readonly ownerUrl: string;
  /** Runs statements as the owner and answers the rows of the last. */
  run(statements: readonly string[]): Promise<readonly Record<string, unknown>[]>;
  /** Makes a role that may nothing, and answers how it connects. */
  roleUrl(role: string): Promise<string>;
}

export async function hostDatabase(): Promise<HostDatabase> {
  const { url, drop } = await postgresOfThisRun().createDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const roles: string[] = [];
  onTestFinished(async () => {
    for (const role of roles) await client.query(`drop owned by "${role}"`);
    for (const role of roles) await client.query(`drop role "${role}"`);
    await client.end();
    await drop();
  });
  return {
    ownerUrl: url,
    async run(statements) {
      let rows: readonly Record<string, unknown>[] = [];
      for (const statement of statements) ({ rows } = await client.query(statement));
      return rows;
    },
    async roleUrl(role) {
      await client.query(`create role "${role}" login`);
      roles.push(role);
      const named = new URL(url);
      named.username = role;
      return named.href;
    },
  };
}

/** What `rekey attach --write` left, as settings. */
export interface Attached {
  readonly report: {
    readonly application: string | null;
    readonly mapping: Readonly<Record<string, unknown>> | null;
    readonly sessions: unknown;
    readonly grants: readonly string[];
    readonly questions: readonly { readonly option: string }[];
    readonly advice: readonly string[];
  };
  readonly settings: Readonly<Record<string, string>>;
}

/** Attaches a database as an operator would, and fails where a question is open. */
export async function attachDatabase(url: string, ...args: readonly string[]): Promise<Attached> {
  const path = join(scratchFolder(), 'users.json');
  const ran = await rekey({ REKEY_DATABASE_URL: url }, ['attach', '--json', '--write', path, ...args]);
  if (ran.code !== 0) throw new Error(`rekey attach exited with ${ran.code}:\n${ran.out}\n${ran.err}`);
  const report = JSON.parse(ran.out) as Attached['report'];
  const sessions = report.sessions === null ? {} : { REKEY_SESSIONS_MAPPING: path.replace('.json', '.sessions.json') };
  return { report, settings: { REKEY_USERS_MAPPING: path, ...sessions } };
}
