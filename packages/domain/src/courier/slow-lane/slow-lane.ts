import type { Clock } from '../../ports/clock.ts';
import type { DeliveryWatch } from '../../ports/mailer.ts';
import type { EmailAddress } from '../../values/email-address.ts';
import type { Delivery } from '../../values/mail.ts';
import { Places, type PlacesRules } from './places.ts';
import { RelayTempo } from './relay-tempo.ts';
import { SlowRecipients } from './slow-recipients.ts';
import { UnderWay } from './under-way.ts';

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

const REVIEW_EVERY_MS = 100;

/**
 * Keeps recipients at whom the relay hangs from holding up the others. A mail that tries the
 * courier's patience gives up its ordinary place and goes on in the slow lane, over one more
 * connection. If the slow lane is full, it is broken off and comes back later, or parked if it is
 * complete at the relay. A recipient that was slow lately goes to the slow lane at once. The lane
 * outlives the courier's cycles.
 */
export class SlowLane {
  readonly #clock: Clock;
  readonly #rules: PlacesRules;
  readonly #tempo: RelayTempo;
  readonly #recipients: SlowRecipients;
  readonly #underWay = new Set<UnderWay>();
  readonly #places: Places;
  /** Mails that may be broken off on suspicion: to see whether those behind them fare better. */
  #probes: number;
  #isWatching = false;

  constructor(clock: Clock, rules: PlacesRules) {
    this.#clock = clock;
    this.#rules = rules;
    this.#tempo = new RelayTempo(clock);
    this.#recipients = new SlowRecipients(clock);
    this.#places = new Places(clock, rules, this.#tempo, this.#underWay);
    this.#probes = rules.slowPlaces;
  }

  /** Recipients that are known to be slow at present. */
  get slowRecipients(): number {
    return this.#recipients.count;
  }

  /** How many mails a cycle may have in ordinary places at present. 0 or less: none. */
  get width(): number {
    return this.#places.width;
  }

  /** Starts a delivery in the lane where it belongs, if there is a place. */
  pass(address: EmailAddress, deliver: (watch: DeliveryWatch) => Promise<Delivery>): Passage {
    const known = this.#recipients.judge(address);
    const foretold = known !== 'quick';
    const lane = foretold ? this.#places.laneForSlow(known === 'slow') : 'ordinary';
    const one = new UnderWay(address, lane ?? 'ordinary', foretold);
    if (lane === null) return { ended: Promise.resolve({ kind: 'held-back', isSlow: true }), left: one.left };
    this.#underWay.add(one);
    const watch = { talking: () => this.#talks(one), complete: () => one.complete(), breakOff: one.broken };
    return { ended: this.#follow(one, deliver(watch)), left: one.left };
  }

  #talks(one: UnderWay): void {
    one.beganMs = this.#clock.monotonicMs();
    this.#watch();
  }

  /** Looks again and again: with every mail that the relay takes, the patience may change. */
  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    this.#clock.after(REVIEW_EVERY_MS, () => {
      this.#isWatching = false;
      this.#review();
      if (this.#underWay.size > 0) this.#watch();
    });
  }

  async #follow(one: UnderWay, delivery: Promise<Delivery>): Promise<Passed> {
    try {
      return this.#end(one, await delivery);
    } finally {
      this.#underWay.delete(one);
      if (!this.#places.areQuiet) this.#review();
    }
  }

  /** Decides about the mails that try the courier's patience. */
  #review(): void {
    for (const one of this.#underWay) {
      if (one.lane !== 'ordinary' || one.heldBack !== null || this.#tookMs(one) < this.#tempo.patienceMs) continue;
      one.leave();
      if (this.#places.isSlowLaneFull) this.#places.park();
      if (one.lane !== 'ordinary') continue;
      if (!this.#places.isSlowLaneFull) one.goSlow();
      else if (!one.isComplete) this.#breakOff(one);
    }
    if (this.#places.areQuiet) return;
    // There may be fewer places than before.
    const slow = this.#places.in('slow').filter(({ heldBack, isComplete }) => heldBack === null && !isComplete);
    for (const one of slow.slice(this.#places.slow)) this.#holdBack(one, this.#isSlow(one));
  }

  #breakOff(one: UnderWay): void {
    const isNarrow = this.#places.slow < this.#rules.concurrency;
    if (this.#isSlow(one)) this.#holdBack(one, true);
    else if (this.#tookMs(one) >= this.#tempo.lastPatienceMs(isNarrow) && this.#mayProbe()) {
      this.#probes -= 1;
      this.#holdBack(one, false);
    }
  }

  #holdBack(one: UnderWay, isSlow: boolean): void {
    one.holdBack(isSlow, this.#clock.monotonicMs());
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
      this.#places.refused();
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
    if (kind !== 'accepted' || !this.#tempo.took(beganMs)) return;
    this.#probes = this.#rules.slowPlaces;
    this.#places.sawQuick();
  }

  #tookMs({ beganMs }: UnderWay): number {
    return beganMs === null ? 0 : this.#clock.monotonicMs() - beganMs;
  }

  #isSlow({ beganMs }: UnderWay): boolean {
    return this.#tempo.isSlow(beganMs);
  }
}
