import type { EmailAddress } from '../src/values/email-address.ts';
import type { ClientAddress } from '../src/values/letter.ts';
import type { Mail } from '../src/values/mail.ts';
import { userRow } from './rows.ts';
import { HERE, openWorld, type World, type WorldSettings } from './world.ts';

/** A request at a time, in milliseconds from the beginning. */
export interface Asked {
  readonly atMs: number;
  readonly username: string;
  /** The client's address. */
  readonly from?: string;
}

export interface CourierLife {
  readonly asked: readonly Asked[];
  /** Where each user reads mail. */
  readonly addressOf: (username: string) => string;
  /** How long the relay thinks about a recipient, at a time. */
  readonly thinkMs: (username: string, nowMs: number) => number;
  /** Whether it thinks before the mail is complete, or after. At first: before. */
  readonly when?: 'before' | 'after';
  readonly forMs: number;
  /** How many connections the relay takes at once. */
  readonly connections?: number;
  readonly settings?: WorldSettings;
}

const TICK_MS = 20;

/**
 * Lets a courier live for a while on a clock that only this moves: cycle after cycle, half a second
 * apart. Answers how long each user's mail took, from the first request to the relay's acceptance.
 */
export async function liveAsCourier(life: CourierLife) {
  const { asked, addressOf, thinkMs, when, forMs, settings, connections = Number.POSITIVE_INFINITY } = life;
  const rules = { limitPerUser: null, ...settings?.rules };
  const world = openWorld({ answers: 'private', maxPendingLetters: 100_000, random: dice(), ...settings, rules });
  const beganMs = world.clock.monotonicMs();
  const now = () => world.clock.monotonicMs() - beganMs;
  const nameAt = new Map<EmailAddress, string>();
  for (const username of new Set(asked.map((each) => each.username))) {
    const email = addressOf(username);
    nameAt.set(email as EmailAddress, username);
    await world.store.addUser(userRow({ username, email }));
  }
  const nameOf = ({ to }: Mail) => nameAt.get(to.address) ?? '';
  world.mailer.think((mail) => thinkMs(nameOf(mail), now()), when);

  world.allowConnections(connections);
  const ask = requestsOf(world, asked);
  const work = cyclesOf(world, now);
  const arrivals = arrivalsIn(world, nameOf);
  let mostUnderWay = 0;
  while (now() < forMs) {
    await ask(now());
    work();
    await everythingIsQuiet();
    arrivals.note(now());
    mostUnderWay = Math.max(mostUnderWay, world.handOversUnderWay());
    world.pass(TICK_MS);
  }
  const firstAsked = new Map([...asked].reverse().map(({ username, atMs }) => [username, atMs]));
  const tookMs = new Map([...arrivals.atMs].map(([name, atMs]) => [name, atMs - (firstAsked.get(name) ?? 0)]));
  return { world, tookMs, mostUnderWay };
}

function requestsOf(world: World, asked: readonly Asked[]) {
  const waiting = [...asked].sort((one, other) => one.atMs - other.atMs);
  return async (now: number): Promise<void> => {
    for (let next = waiting[0]; next !== undefined && next.atMs <= now; next = waiting[0]) {
      waiting.shift();
      const address = (next.from ?? HERE) as ClientAddress;
      await world.requestReset({ username: next.username, address });
    }
  };
}

function cyclesOf(world: World, now: () => number) {
  let underWay = false;
  let restsUntilMs = 0;
  const cycle = async () => {
    underWay = true;
    const { mayBeMore } = await world.deliver();
    restsUntilMs = now() + (mayBeMore ? 0 : 500);
    underWay = false;
  };
  return (): void => {
    if (!underWay && now() >= restsUntilMs) void cycle();
  };
}

function arrivalsIn(world: World, nameOf: (mail: Mail) => string) {
  const atMs = new Map<string, number>();
  let seen = 0;
  return {
    atMs,
    note(now: number): void {
      for (const mail of world.mails().slice(seen)) {
        seen += 1;
        if (!atMs.has(nameOf(mail))) atMs.set(nameOf(mail), now);
      }
    },
  };
}

/** What is not waiting for the clock has happened. */
async function everythingIsQuiet(): Promise<void> {
  for (let n = 0; n < 3; n += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** The same numbers each time, in [0, 1): Lehmer's generator. */
function dice(): () => number {
  let state = 7;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
