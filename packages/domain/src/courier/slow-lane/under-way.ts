import type { EmailAddress } from '../../values/email-address.ts';

/** `parked`: complete at the relay, which takes its time to reply. */
export type Lane = 'ordinary' | 'slow' | 'parked';

/** A mail on its way to the relay, as the lanes see it. */
export class UnderWay {
  readonly address: EmailAddress;
  /** Its recipient was known to be slow before it began. */
  readonly foretold: boolean;
  /** Resolves when its cycle need not wait for it any more. */
  readonly left: Promise<void>;
  /** Resolves when it is to be broken off. */
  readonly broken: Promise<void>;
  /** When the relay was asked to take it. */
  beganMs: number | null = null;
  hasLeft = false;
  heldBack: { readonly isSlow: boolean; readonly atMs: number } | null = null;
  #isComplete = false;
  #lane: Lane = 'ordinary';
  #leave: () => void = () => {};
  #break: () => void = () => {};

  constructor(address: EmailAddress, lane: Lane, foretold: boolean) {
    this.address = address;
    this.foretold = foretold;
    this.left = new Promise((resolve) => {
      this.#leave = resolve;
    });
    this.broken = new Promise((resolve) => {
      this.#break = resolve;
    });
    if (lane === 'slow') this.goSlow();
  }

  get lane(): Lane {
    return this.#lane;
  }

  /** Nothing of it is left here: it may have arrived. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  complete(): void {
    this.#isComplete = true;
  }

  /** Its cycle need not wait for it any more. */
  leave(): void {
    this.hasLeft = true;
    this.#leave();
  }

  goSlow(): void {
    this.#lane = 'slow';
    this.leave();
  }

  park(): void {
    this.#lane = 'parked';
    this.leave();
  }

  /** Asks for it to be broken off. What is complete at the relay goes on all the same. */
  holdBack(isSlow: boolean, atMs: number): void {
    this.heldBack = { isSlow, atMs };
    this.#break();
  }
}
