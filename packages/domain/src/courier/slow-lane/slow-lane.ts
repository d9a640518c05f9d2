import type { Clock } from '../../ports/clock.ts';
import type { DeliveryWatch } from '../../ports/mailer.ts';
import type { EmailAddress } from '../../values/email-address.ts';
import type { Delivery } from '../../values/mail.ts';
import { MoreConnections } from './more-connections.ts';
import { RelayTempo, SHORTEST_PATIENCE_MS } from './relay-tempo.ts';
import { SlowRecipients } from './slow-recipients.ts';
import { type Lane, UnderWay } from './under-way.ts';

/** How a mail got on. */
export type Passed =
  | { readonly kind: 'delivered'; readonly delivery: Delivery }
  /** Nothing of it went out, so that others get on. `isSlow`: the relay hangs at its recipient. */
  | { readonly kind: 'held-back'; readonly isSlow: boolean };

export interface Passage {
  readonly ended: Promise<Passed>;
  /** Resolves when the mail tries patience: no cycle has to wait for it. May never. */
  readonly left: Promise<void>;
}

export interface SlowLaneRules {
  readonly concurrency: number;
  readonly slowPlaces: number;
}

// What is expected to be slow leaves some places to what turns out to be.
const FORETOLD_SHARE = 2 / 3;
const EXPLORING_SHARE = 1 / 3;
const BREAKING_OFF_MS = 500;

/**
 * Keeps recipients at whom the relay hangs from holding up the others. A mail that tries the
 * courier's patience gives up its ordinary place and goes on in the slow lane, over one more
 * connection. If the slow lane is full, it is broken off and comes back later. A recipient that was
 * slow lately goes to the slow lane at once. The lane outlives the courier's cycles.
 */
export class SlowLane {
  readonly #clock: Clock;
  readonly #rules: SlowLaneRules;
  readonly #tempo: RelayTempo;
  readonly #recipients: SlowRecipients;
  readonly #more: MoreConnections;
  readonly #underWay = new Set<UnderWay>();
  /** Mails that may be broken off on suspicion: to see whether those behind them fare better. */
  #probes: number;

  constructor(clock: Clock, rules: SlowLaneRules) {
    this.#clock = clock;
    this.#rules = rules;
    this.#tempo = new RelayTempo(clock);
    this.#recipients = new SlowRecipients(clock);
    this.#more = new MoreConnections(clock, rules.slowPlaces);
    this.#probes = rules.slowPlaces;
  }

  /** Recipients that are known to be slow at present. */
  get slowRecipients(): number {
    return this.#recipients.count;
  }

  /** How many mails a cycle may have in ordinary places at present. 0 or less: none. */
  get width(): number {
    const free = this.#more.granted - this.#inSlowLane().length;
    const strays = [...this.#underWay].filter((one) => one.lane === 'ordinary' && one.hasLeft && !this.#isGoing(one));
    return this.#rules.concurrency + Math.min(this.#explorers(), free) - strays.length;
  }

  /** Starts a delivery in the lane where it belongs, if there is a place. */
  pass(address: EmailAddress, deliver: (watch: DeliveryWatch) => Promise<Delivery>): Passage {
    const known = this.#recipients.judge(address);
    const foretold = known !== 'quick';
    const lane = foretold ? this.#laneForSlow(known === 'slow') : 'ordinary';
    const one = new UnderWay(address, lane ?? 'ordinary', foretold);
    if (lane === null) return { ended: Promise.resolve({ kind: 'held-back', isSlow: true }), left: one.left };
    this.#underWay.add(one);
    const watch = { talking: () => this.#talks(one), breakOff: one.broken };
    return { ended: this.#follow(one, deliver(watch)), left: one.left };
  }

  #laneForSlow(isCertain: boolean): Lane | null {
    const places = this.#slowPlaces();
    const foretold = [...this.#underWay].filter((each) => each.foretold);
    const isFree = this.#inSlowLane().length < places && foretold.length < Math.ceil(places * FORETOLD_SHARE);
    if (isFree) return 'slow';
    // On mere suspicion there is one ordinary place for all of them.
    return !isCertain && !foretold.some((each) => each.lane === 'ordinary') ? 'ordinary' : null;
  }

  #talks(one: UnderWay): void {
    one.cancelTimer();
    one.beganMs = this.#clock.monotonicMs();
    this.#watch(one);
  }

  /** Looks again and again: with every mail that the relay takes, the patience may change. */
  #watch(one: UnderWay): void {
    if (one.lane === 'slow' || one.heldBack !== null) return;
    one.cancelTimer = this.#clock.after(SHORTEST_PATIENCE_MS, () => {
      this.#review();
      this.#watch(one);
    });
  }

  async #follow(one: UnderWay, delivery: Promise<Delivery>): Promise<Passed> {
    try {
      return this.#end(one, await delivery);
    } finally {
      one.cancelTimer();
      this.#underWay.delete(one);
      this.#review();
    }
  }

  /** Decides about the mails that try the courier's patience. */
  #review(): void {
    const places = this.#slowPlaces();
    const { patienceMs } = this.#tempo;
    const lastPatienceMs = this.#tempo.lastPatienceMs(places < this.#rules.concurrency);
    for (const one of this.#underWay) {
      const tookMs = this.#tookMs(one);
      if (one.lane === 'slow' || one.heldBack !== null || tookMs < patienceMs) continue;
      one.leave();
      if (this.#inSlowLane().length < places) one.goSlow();
      else if (this.#isSlow(one)) one.holdBack(true, this.#clock.monotonicMs());
      else if (tookMs >= lastPatienceMs && this.#mayProbe()) {
        this.#probes -= 1;
        one.holdBack(false, this.#clock.monotonicMs());
      }
    }
    // There may be fewer places than before.
    const slow = this.#inSlowLane().filter(({ heldBack }) => heldBack === null);
    for (const one of slow.slice(places)) one.holdBack(this.#isSlow(one), this.#clock.monotonicMs());
  }

  /** All but one of the usual number keep all their time: the relay may be slow for everybody. */
  #mayProbe(): boolean {
    const staying = [...this.#underWay].filter(({ heldBack }) => heldBack === null);
    return this.#probes > 0 && staying.length >= this.#rules.concurrency;
  }

  #end(one: UnderWay, delivery: Delivery): Passed {
    const { heldBack } = one;
    // With more connections than usual: the relay takes no further one, which is no reason to stop.
    if (delivery.kind === 'channel-down' && this.#underWay.size > this.#rules.concurrency) {
      const taken = [...this.#underWay].filter(({ beganMs }) => beganMs !== null);
      this.#more.refused(taken.length - this.#rules.concurrency);
      return { kind: 'held-back', isSlow: false };
    }
    if (heldBack !== null && delivery.kind === 'try-later') {
      if (heldBack.isSlow) this.#recipients.wasSlow(one.address, this.#tookMs(one));
      return { kind: 'held-back', isSlow: heldBack.isSlow };
    }
    if (one.beganMs !== null) this.#learn(one, one.beganMs, delivery);
    return { kind: 'delivered', delivery };
  }

  #learn(one: UnderWay, beganMs: number, { kind }: Delivery): void {
    const tookMs = this.#tookMs(one);
    if (this.#isSlow(one)) this.#recipients.wasSlow(one.address, tookMs);
    else if (tookMs <= this.#tempo.quickMs) this.#recipients.wasQuick(one.address);
    if (kind === 'accepted' && this.#tempo.took(beganMs)) this.#probes = this.#rules.slowPlaces;
  }

  #tookMs({ beganMs }: UnderWay): number {
    return beganMs === null ? 0 : this.#clock.monotonicMs() - beganMs;
  }

  /** Told to break off a moment ago. What goes on for longer is complete at the relay. */
  #isGoing({ heldBack }: UnderWay): boolean {
    return heldBack !== null && this.#clock.monotonicMs() - heldBack.atMs < BREAKING_OFF_MS;
  }

  #isSlow({ beganMs }: UnderWay): boolean {
    return beganMs !== null && this.#tempo.isSlow(beganMs);
  }

  /**
   * If the relay is certainly slow for some only, a share of the connections goes to the ordinary
   * places: many of the next may be slow as well, and each has to be tried.
   */
  #explorers(): number {
    const isSlowForSome = this.#inSlowLane().some((each) => this.#isSlow(each));
    return isSlowForSome ? Math.floor(this.#more.granted * EXPLORING_SHARE) : 0;
  }

  #slowPlaces(): number {
    return Math.max(1, this.#more.granted - this.#explorers());
  }

  #inSlowLane(): readonly UnderWay[] {
    return [...this.#underWay].filter(({ lane }) => lane === 'slow');
  }
}
