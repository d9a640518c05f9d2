import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database, openDatabase } from '@rekey/knex';
import {
  type Act,
  type Databases,
  type Ledger,
  openLedger,
  type ScriptedSmtp,
  startScriptedSmtp,
} from '@rekey/laboratory';
import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import type { Engine } from '../journey/stage.ts';

/** What several `rekey serve` have in common: a database full of users, a relay that notes when it took a mail, a ledger. */
export interface Place {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly relay: ScriptedSmtp;
  /** When each mail was accepted, by the monotonic clock. */
  readonly acceptedAt: readonly number[];
  readonly ledger: Ledger;
  /** Settings of an instance, without its port. */
  readonly settings: Readonly<Record<string, string>>;
  /**
   * Looks into the database and lets go of it again: a process that kept an SQLite file open would spare the killed ones
   * the recovery of their journal.
   */
  look<Found>(question: (database: Database) => Promise<Found>): Promise<Found>;
  close(): Promise<void>;
}

export interface PlaceOptions {
  readonly users: number;
  /** Where a PostgreSQL database is made, if not on the server of this run. */
  readonly server?: Databases;
  readonly settings?: Readonly<Record<string, string>>;
  /** How long the relay thinks about each mail. */
  readonly relayMs?: number;
}

export const nameOf = (number: number): string => `user-${number}`;
export const nameIn = (address: string): string => address.split('@', 1)[0] ?? '';

export async function openPlace(
  engine: Engine,
  { users, server, settings, relayMs = 0 }: PlaceOptions,
): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-reliability-'));
  const postgres = engine === 'postgres' ? await (server ?? postgresOfThisRun()).createDatabase() : null;
  const databaseUrl = postgres?.url ?? `sqlite:${join(folder, 'rekey.sqlite')}`;
  const look: Place['look'] = async (question) => {
    const database = openDatabase({ url: databaseUrl });
    return question(database).finally(() => database.close());
  };
  await look((database) => database.migrate());
  await addUsers(databaseUrl, users);
  const acceptedAt: number[] = [];
  const relay = await startScriptedSmtp({ dot: acceptance(acceptedAt, relayMs) });
  const ledger = await openLedger(join(folder, 'acknowledged'));
  return {
    ...{ folder, databaseUrl, relay, acceptedAt, ledger, look },
    settings: {
      PATH: process.env['PATH'] ?? '',
      REKEY_PUBLIC_URL: 'https://id.example.test',
      REKEY_DATABASE_URL: databaseUrl,
      REKEY_SMTP_URL: `smtp://${relay.host}:${relay.port}?tls=off`,
      REKEY_MAIL_FROM: 'Rekey <no-reply@example.test>',
      REKEY_ANSWERS: 'private',
      REKEY_LIMIT_PER_USER: 'off',
      REKEY_LIMIT_MAILS: 'off',
      REKEY_LIMIT_PER_ADDRESS: 'off',
      REKEY_TOKEN_TTL: '12h',
      ...settings,
    },
    async close() {
      await relay.stop();
      await ledger.close();
      await postgres?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function acceptance(acceptedAt: number[], ms: number): Act {
  const accept = (wire: { write(text: string): void }) => {
    acceptedAt.push(performance.now());
    wire.write('250 2.0.0 Queued\r\n');
  };
  return ms === 0 ? accept : (wire) => new Promise((done) => setTimeout(() => done(accept(wire)), ms));
}

/** One statement: a command for each of thousands would take longer than the experiment. */
async function addUsers(url: string, users: number): Promise<void> {
  const { write, close } = connect({ url, limits: { statementMs: 120_000, answerMs: 150_000 } });
  await write.raw(
    `insert into users (username, email)
     with recursive pool(number) as (select 1 union all select number + 1 from pool where number < ?)
     select 'user-' || number, 'user-' || number || '@example.test' from pool`,
    [users],
  );
  await close();
}
