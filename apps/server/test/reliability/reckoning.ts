import { eventually, type Message, readMessage } from '@rekey/laboratory';
import { validate } from './ask.ts';
import type { Crowd } from './crowd.ts';
import { nameIn, type Place } from './place.ts';

/** The ledger of what was promised, against the log of what the relay took. */
export interface Reckoning {
  readonly acknowledged: number;
  readonly mails: number;
  /** Promised, and neither mailed nor buried with a reason. */
  readonly lost: readonly string[];
  /** Buried with a reason. */
  readonly dead: number;
  /** Mails beyond the first of a letter. */
  readonly duplicates: number;
  /** Mails to somebody for whom nobody had asked. */
  readonly unasked: number;
  /** Of those promised and mailed: whose latest mail has a link that does not open. */
  readonly deadLinks: readonly string[];
}

/** Waits until no letter is left to be delivered. */
export async function drained(place: Place, ms: number): Promise<void> {
  await place.look((database) =>
    eventually(
      'every letter is settled',
      async () => (await database.letters.list({ state: 'pending', limit: 1 })).length === 0,
      ms,
    ),
  );
}

export async function reckon(place: Place, crowd: Crowd, origin: string): Promise<Reckoning> {
  const promised = await place.ledger.read();
  const taken = place.relay.messages.filter(({ answer }) => answer.startsWith('250'));
  const mails = await Promise.all(taken.map(readLink));
  const links = new Map(mails.map(({ name, token }) => [name, token]));
  const buried = await place.look((database) => database.letters.list({ state: 'dead', limit: 100_000 }));
  const excused = new Set(buried.filter(({ reason }) => reason !== null).map(({ username }) => username));
  return {
    acknowledged: promised.length,
    mails: mails.length,
    lost: promised.filter((name) => !links.has(name) && !excused.has(name)),
    dead: buried.length,
    duplicates: mails.length - new Set(mails.map(({ messageId }) => messageId)).size,
    unasked: mails.filter(({ name }) => !crowd.asked.has(name)).length,
    deadLinks: await deadLinksAmong(promised, links, origin),
  };
}

async function readLink({ to, content }: Message) {
  const { messageId, text } = await readMessage(content);
  const token = /\/reset-password#([\w-]{43})$/m.exec(text)?.[1] ?? 'no link in this mail';
  return { name: nameIn(to[0] ?? ''), messageId, token };
}

async function deadLinksAmong(
  promised: readonly string[],
  links: ReadonlyMap<string, string>,
  origin: string,
): Promise<string[]> {
  const dead: string[] = [];
  for (const name of promised) {
    const token = links.get(name);
    if (token === undefined) continue;
    const answer = await validate(origin, token);
    if (answer.kind !== 'complete' || answer.status !== 200) dead.push(name);
  }
  return dead;
}

/** One row of the table in docs/reliability.md. */
export function figuresOf(result: Reckoning, crowd: Crowd): Record<string, string | number> {
  return {
    acknowledged: result.acknowledged,
    lost: result.lost.length,
    'lost, 95 % bound (3/n)': `< ${((3 / result.acknowledged) * 100).toFixed(3)} %`,
    mails: result.mails,
    duplicates: result.duplicates,
    dead: result.dead,
    'links that do not open': result.deadLinks.length,
    'requests cut': crowd.cut.length,
    'other answers': [...crowd.others].map(([status, times]) => `${times} x ${status}`).join(', ') || 'none',
  };
}
