import { setTimeout as pause } from 'node:timers/promises';
import { chance } from '@rekey/laboratory';
import { type Answered, ask, keepsItsConnection } from './ask.ts';
import { nameOf, type Place } from './place.ts';

/** A request that was answered with 200, by the monotonic clock. */
export interface Acknowledged {
  readonly name: string;
  readonly sentAt: number;
  readonly at: number;
}

/** Twenty clients that ask for links until they are told to stop. */
export interface Crowd {
  readonly acknowledged: readonly Acknowledged[];
  /** Every name that was ever asked for, acknowledged or not. */
  readonly asked: ReadonlySet<string>;
  /** Requests that were sent and got no whole answer: why, and when they were sent. */
  readonly cut: readonly { readonly why: string; readonly sentAt: number }[];
  /** Whole answers other than 200, by status. */
  readonly others: ReadonlyMap<number, number>;
  /** Requests that were sent and have no answer yet. */
  underWay(): number;
  /** Resolves when every request under way has ended. */
  leave(): Promise<void>;
}

export interface CrowdOptions {
  readonly origins: readonly string[];
  /** The longest rest of a client between two requests. */
  readonly restMs: number;
}

const CLIENTS = 20;

/**
 * Each request is for a name of its own, so that each acknowledged one is owed a mail of its own; the name goes into the
 * ledger as soon as the 200 is here. Every other client keeps its connection, the rest open one for each request.
 */
export function gatherCrowd({ ledger }: Pick<Place, 'ledger'>, { origins, restMs }: CrowdOptions): Crowd {
  const random = chance(1);
  const acknowledged: Acknowledged[] = [];
  const asked = new Set<string>();
  const cut: { why: string; sentAt: number }[] = [];
  const others = new Map<number, number>();
  let open = true;
  let underWay = 0;

  const note = async (name: string, sentAt: number, answer: Answered): Promise<void> => {
    if (answer.kind === 'cut') cut.push({ why: answer.why, sentAt });
    if (answer.kind !== 'complete') return;
    if (answer.status !== 200) return void others.set(answer.status, (others.get(answer.status) ?? 0) + 1);
    const at = performance.now();
    await ledger.write(name);
    acknowledged.push({ name, sentAt, at });
  };
  const client = async (number: number): Promise<void> => {
    const agent = number % 2 === 0 ? keepsItsConnection() : undefined;
    while (open) {
      const name = nameOf(asked.size + 1);
      asked.add(name);
      const origin = origins[Math.floor(random() * origins.length)] ?? '';
      underWay += 1;
      const answer = await askUntilTaken(origin, name, agent, () => open);
      underWay -= 1;
      await note(name, answer.sentAt, answer.answered);
      await pause(random() * restMs);
    }
    agent?.destroy();
  };
  const clients = Array.from({ length: CLIENTS }, (_, number) => client(number));
  return {
    ...{ acknowledged, asked, cut, others },
    underWay: () => underWay,
    async leave() {
      open = false;
      await Promise.all(clients);
    },
  };
}

type Client = Parameters<typeof ask>;

/** A refused connection took no request along: the same one is sent again. */
async function askUntilTaken(origin: Client[0], name: Client[1], agent: Client[2], open: () => boolean) {
  for (;;) {
    const sentAt = performance.now();
    const answered = await ask(origin, name, agent);
    if (answered.kind !== 'refused' || !open()) return { sentAt, answered };
    await pause(10);
  }
}
