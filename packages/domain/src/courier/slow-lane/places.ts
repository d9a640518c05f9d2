import type { Clock } from '../../ports/clock.ts';
import { MoreConnections } from './more-connections.ts';
import type { RelayTempo } from './relay-tempo.ts';
import type { Lane, UnderWay } from './under-way.ts';

export interface PlacesRules {
  readonly concurrency: number;
  readonly slowPlaces: number;
  readonly parkedPlaces: number;
}

// What is expected to be slow leaves some places to what turns out to be.
const FORETOLD_SHARE = 2 / 3;
const EXPLORING_SHARE = 1 / 3;
const BREAKING_OFF_MS = 500;
// Where the relay may be slow for everybody, it is asked for few more connections, and slowly.
// Meanwhile what its cycle had claimed is given back, so that it is somebody else's turn.
const FULL_MS = 600;

/** Who may have which of the connections to the relay. */
export class Places {
  readonly #clock: Clock;
  readonly #rules: PlacesRules;
  readonly #tempo: RelayTempo;
  readonly #more: MoreConnections;
  readonly #underWay: ReadonlySet<UnderWay>;
  #parkedOnTrial = 0;
  #fullSinceMs: number | null = null;

  constructor(clock: Clock, rules: PlacesRules, tempo: RelayTempo, underWay: ReadonlySet<UnderWay>) {
    this.#clock = clock;
    this.#rules = rules;
    this.#tempo = tempo;
    this.#underWay = underWay;
    this.#more = new MoreConnections(clock, rules.slowPlaces + rules.parkedPlaces);
  }

  /** How many mails a cycle may have in ordinary places at present. 0 or less: none. */
  get width(): number {
    if (this.areQuiet) return this.#rules.concurrency;
    const free = this.#granted - this.in('slow').length;
    const strays = this.in('ordinary').filter((one) => one.hasLeft && !this.#isGoing(one));
    return this.#rules.concurrency + Math.min(this.#explorers(), free) - strays.length;
  }

  /** No mail tries the courier's patience. So it mostly is, and that must cost little. */
  get areQuiet(): boolean {
    for (const { hasLeft } of this.#underWay) if (hasLeft) return false;
    return true;
  }

  /** Places in the slow lane. */
  get slow(): number {
    return Math.max(1, this.#granted - this.#explorers());
  }

  get isSlowLaneFull(): boolean {
    return this.in('slow').length >= this.slow;
  }

  in(lane: Lane): readonly UnderWay[] {
    return [...this.#underWay].filter((one) => one.lane === lane);
  }

  /** The lane of a recipient who was slow lately; `null` if there is no place. */
  laneForSlow(isCertain: boolean): Lane | null {
    const foretold = [...this.#underWay].filter((each) => each.foretold);
    const isFree = !this.isSlowLaneFull && foretold.length < Math.ceil(this.slow * FORETOLD_SHARE);
    if (isFree) return 'slow';
    // A hiccup looks like a slow recipient: who is merely suspected is tried once more like others.
    return isCertain ? null : 'ordinary';
  }

  /**
   * Parks a mail that is complete at the relay, if there is one: it only waits for a reply, and
   * another connection takes its place.
   */
  park(): void {
    const [one] = [...this.#underWay].filter((each) => each.isComplete && each.hasLeft && each.lane !== 'parked');
    const parked = this.in('parked').length;
    const places = Math.min(this.#rules.parkedPlaces, this.#more.granted - this.#rules.slowPlaces);
    if (one === undefined || parked >= places) return;
    if (this.#tempo.isSlow(one.beganMs) || this.#mayTry()) one.park();
  }

  /** The relay took a mail quickly. */
  sawQuick(): void {
    this.#parkedOnTrial = 0;
  }

  /** With more connections than usual, the relay takes no further one. */
  refused(): void {
    const taken = [...this.#underWay].filter(({ beganMs }) => beganMs !== null);
    this.#more.refused(taken.length - this.#rules.concurrency);
  }

  /** Not knowing that the relay is slow for some only: one more where all have hung for a while. */
  #mayTry(): boolean {
    const now = this.#clock.monotonicMs();
    this.#fullSinceMs = this.width > 0 ? null : (this.#fullSinceMs ?? now);
    const isLong = this.#fullSinceMs !== null && now - this.#fullSinceMs >= FULL_MS;
    if (!isLong || this.#parkedOnTrial >= this.#rules.slowPlaces) return false;
    this.#parkedOnTrial += 1;
    this.#fullSinceMs = null;
    return true;
  }

  /** Connections beyond the usual ones, without those of parked mails. */
  get #granted(): number {
    return Math.max(0, Math.min(this.#rules.slowPlaces, this.#more.granted - this.in('parked').length));
  }

  /**
   * If the relay is certainly slow for some only, a share of the connections goes to the ordinary
   * places: many of the next may be slow as well, and each has to be tried.
   */
  #explorers(): number {
    const isSlowForSome = [...this.#underWay].some(
      (each) => each.lane !== 'ordinary' && this.#tempo.isSlow(each.beganMs),
    );
    return isSlowForSome ? Math.floor(this.#granted * EXPLORING_SHARE) : 0;
  }

  /** Told to break off a moment ago. What goes on for longer is complete at the relay. */
  #isGoing({ heldBack }: UnderWay): boolean {
    return heldBack !== null && this.#clock.monotonicMs() - heldBack.atMs < BREAKING_OFF_MS;
  }
}
