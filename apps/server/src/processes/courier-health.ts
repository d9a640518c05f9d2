/** What one cycle of the courier came to. */
export type CycleOutcome =
  /** `mayBeMore`: there is probably more to claim. `relayAnswered`: the relay took or refused at least one mail itself. */
  | { readonly kind: 'worked'; readonly mayBeMore: boolean; readonly relayAnswered: boolean }
  | { readonly kind: 'channel-down'; readonly reason: string }
  | { readonly kind: 'fault'; readonly fault: unknown };

/** What has been going wrong, and for how many turns. */
export interface Health {
  readonly channelFailures: number;
  readonly faults: number;
}

export const HEALTHY: Health = { channelFailures: 0, faults: 0 };

// About half a second, never a rhythm: a beat that can be predicted can be subtracted when somebody listens for the courier.
const IDLE_MS = { shortest: 300, longest: 700 };
// A relay that is down is asked every 5 to 30 s: soon enough for users, seldom enough for the relay.
const CHANNEL_MS = { first: 5_000, longest: 30_000 };
const FAULT_MS = { first: 500, longest: 15_000 };

export function healthAfter(health: Health, cycle: CycleOutcome): Health {
  switch (cycle.kind) {
    case 'fault':
      return { ...health, faults: health.faults + 1 };
    case 'channel-down':
      return { faults: 0, channelFailures: health.channelFailures + 1 };
    case 'worked':
      // Letters that end without a mail say nothing about the relay: strangers could call it healthy by asking for nobody.
      return { faults: 0, channelFailures: cycle.relayAnswered ? 0 : health.channelFailures };
  }
}

/** How long to rest after a cycle; `random` is in [0, 1). */
export function restAfter(health: Health, cycle: CycleOutcome, random: number): number {
  switch (cycle.kind) {
    case 'fault':
      return between(grown(FAULT_MS, health.faults) / 2, grown(FAULT_MS, health.faults), random);
    case 'channel-down':
      return between(CHANNEL_MS.first, grown(CHANNEL_MS, health.channelFailures), random);
    case 'worked':
      return cycle.mayBeMore ? 0 : between(IDLE_MS.shortest, IDLE_MS.longest, random);
  }
}

function grown({ first, longest }: { first: number; longest: number }, times: number): number {
  return Math.min(longest, first * 2 ** Math.min(times - 1, 10));
}

function between(shortest: number, longest: number, random: number): number {
  return Math.round(shortest + (longest - shortest) * random);
}
