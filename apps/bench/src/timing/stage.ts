import { constants, setPriority } from 'node:os';
import { freePort } from '@rekey/laboratory';
import type { Driver } from '../drivers/driver.ts';
import { openSink, type Sink } from '../mail/open-sink.ts';
import type { Place } from '../places/places.ts';
import { migrateDatabase, serveRekey } from '../programs/rekey.ts';
import { addClasses } from './add-classes.ts';
import { bindProcess } from './cores.ts';

export interface StageOptions {
  /** Of its database. */
  readonly name: string;
  /** So many names of each class. */
  readonly names: number;
  /** How late the server answers the class `late`, or stalls after its answer, in microseconds. */
  readonly lateUs?: number;
  readonly lateAfterUs?: number;
  /** The courier is at work, and its relay takes so long for each mail; it looks for letters so often. */
  readonly courier?: { readonly relayMs: number; readonly pauseMs: number };
}

/** The real `rekey serve` with private answers, on a database with users of every class. */
export interface Stage {
  readonly port: number;
  /** Forgets every letter that waits, and lets the database come to rest. */
  settle(): Promise<void>;
  /** Lets the relay work on these cores. It is another machine's affair: where the client listens it would be heard as ours. */
  moveRelay(cores: string): void;
  close(): Promise<void>;
}

const HOOKS = new URL('hooks.js', import.meta.url).href;

export async function openStage(place: Place, options: StageOptions): Promise<Stage> {
  const databaseUrl = await place.createDatabase(options.name);
  await migrateDatabase(databaseUrl);
  const driver = await place.open(databaseUrl);
  await addClasses(driver, options.names);
  const settle = () => runAll(driver, ["delete from rekey_letters where state = 'pending'", ...place.settling]);
  await settle();
  const sink = options.courier === undefined ? null : await openRelay(options.courier.relayMs);
  const port = await freePort();
  const program = await serveRekey({
    ...{ databaseUrl, port },
    ...(sink !== null && { smtpUrl: relayAt(sink) }),
    nodeArgs: ['--import', HOOKS],
    env: {
      // As many letters as there are requests may wait: who is refused is answered sooner.
      REKEY_MAX_PENDING_LETTERS: '10000000',
      BENCH_LATE_US: String(options.lateUs ?? 0),
      BENCH_LATE_AFTER_US: String(options.lateAfterUs ?? 0),
      BENCH_COURIER_PAUSE_MS: String(options.courier?.pauseMs ?? 0),
    },
  });
  return {
    port,
    settle,
    moveRelay(cores) {
      if (sink !== null) bindProcess(sink.pid, cores);
    },
    async close() {
      await program.stop();
      await driver.close();
      sink?.close();
    },
  };
}

async function openRelay(relayMs: number): Promise<Sink> {
  const sink = await openSink(relayMs);
  setPriority(sink.pid, constants.priority.PRIORITY_LOW);
  return sink;
}

async function runAll(driver: Driver, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await driver.run(statement);
}

const relayAt = ({ port }: Sink): string => `smtp://127.0.0.1:${port}?tls=off`;
