import { setTimeout as sleep } from 'node:timers/promises';

/** One end of a conversation, as an act sees it. */
export interface Wire {
  readonly open: boolean;
  /** Whom the latest RCPT was about. */
  readonly recipient: string;
  write(text: string): void;
  /** Closes politely (FIN). */
  drop(): void;
  /** Closes rudely (RST). */
  reset(): void;
}

/** What a scripted relay does when it is its turn: a reply as text (the line end is added), or anything else. */
export type Act = string | ((wire: Wire) => void | Promise<void>);

export async function perform(act: Act, wire: Wire): Promise<void> {
  if (typeof act === 'string') wire.write(`${act}\r\n`);
  else await act(wire);
}

export function drop(): Act {
  return (wire) => wire.drop();
}

export function reset(): Act {
  return (wire) => wire.reset();
}

/** Says nothing more on this connection, and keeps it open. */
export function silence(): Act {
  return () => new Promise<void>(() => {});
}

/** One character at a time: each keeps an inactivity time-out from firing. */
export function drip(text: string, everyMs: number): Act {
  return async (wire) => {
    for (const character of `${text}\r\n`) {
      if (!wire.open) return;
      wire.write(character);
      await sleep(everyMs);
    }
  };
}

export function after(ms: number, act: Act): Act {
  return async (wire) => {
    await sleep(ms);
    await perform(act, wire);
  };
}

/** One act behind the other: `both('250 ok', reset())`. */
export function both(first: Act, second: Act): Act {
  return async (wire) => {
    await perform(first, wire);
    await perform(second, wire);
  };
}

/** A different act each time, the last one for good: `inTurn('450 later', '250 ok')`. */
export function inTurn(...acts: readonly [Act, ...Act[]]): Act {
  let turn = 0;
  return (wire) => {
    const act = acts[Math.min(turn, acts.length - 1)] ?? acts[0];
    turn += 1;
    return perform(act, wire);
  };
}

/** One act for recipients like this, another one for all others: `forRecipient(/^slow/, silence(), '250 OK')`. */
export function forRecipient(pattern: RegExp, act: Act, otherwise: Act): Act {
  return (wire) => perform(pattern.test(wire.recipient) ? act : otherwise, wire);
}
