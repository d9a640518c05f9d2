import type { Mailer } from '@rekey/domain/ports';
import type { LetterView } from '@rekey/domain/values';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { runCourierLoop } from '../../src/processes/courier-loop.ts';
import { createRelayWatch } from '../../src/processes/relay-watch.ts';
import { openGround } from './ground.ts';
import { addUser, recoveryOn } from './recovery.ts';

export interface Happening {
  /** Milliseconds after the work began. */
  readonly ms: number;
  happen(): Promise<void>;
}

/**
 * A whole courier, its loop, its back-off and its store, on a clock that runs ahead whenever the courier would rest:
 * an hour of waiting takes a second. What the relay does takes its real time.
 */
export interface VirtualCourier {
  /** Milliseconds since the start: what was rested and what really passed. */
  now(): number;
  /** One request for each name, of users who are added first. */
  ask(...usernames: readonly string[]): Promise<void>;
  letters(): Promise<readonly LetterView[]>;
  /**
   * Works until no letter is pending, or until so many milliseconds are over, whichever is first.
   * What is to happen `at` a time happens then, however the courier rests.
   */
  work(forMs: number, at?: Happening): Promise<void>;
}

const QUIET = pino({ level: 'silent' });
const CONNECTIONS = 5;
// Neither an alarm nor a purge has a part in how a letter ends.
const BESIDES = { alarm: () => {}, slowAlarm: () => {}, claimAlarm: async () => {}, keepHouse: async () => {} };

/** `mailer` may take this long for a mail, really. */
export async function virtualCourier(mailer: Mailer, mailDeadlineMs: number): Promise<VirtualCourier> {
  const ground = await openGround('sqlite');
  const database = ground.open();
  const recovery = recoveryOn(database);
  const startedAt = Date.now();
  let rested = 0;
  const now = () => Date.now() - startedAt + rested;
  const rest = async (ms: number) => {
    rested += ms;
    await ground.advance(ms);
  };
  const watch = createRelayWatch();
  const rules = { mailDeadlineMs, concurrency: CONNECTIONS };
  const deliver = recovery.courier({ mailer, rules, monotonicMs: now, tell: watch.hear });
  const letters = () => database.letters.list({ limit: 1_000 });

  let stop = new AbortController();
  onTestFinished(() => stop.abort());
  return {
    now,
    letters,
    async ask(...usernames) {
      for (const username of usernames) await addUser(database, username);
      await Promise.all(usernames.map((username) => recovery.ask(username)));
    },
    async work(forMs, at) {
      stop = new AbortController();
      const began = now();
      let coming = at;
      const restUntil = async (moment: number) => rest(Math.max(0, moment - now()));
      const pause = async (ms: number) => {
        const wakes = Math.min(now() + ms, began + forMs);
        if (coming !== undefined && wakes >= began + coming.ms) {
          const { ms: when, happen } = coming;
          coming = undefined;
          await restUntil(began + when);
          await happen();
        }
        await restUntil(wakes);
        const waiting = (await letters()).some(({ state }) => state === 'pending');
        if (!waiting || now() >= began + forMs) stop.abort();
      };
      const deps = { deliver, batch: 50, relayAnswered: watch.answered, logger: QUIET, random: Math.random };
      await runCourierLoop({ ...deps, ...BESIDES, pause }, stop.signal);
    },
  };
}
