/** A server under load, with a database of its own. */
export interface Contestant {
  readonly origin: string;
  /** The p99 of its event loop's delay since the last reading, in milliseconds. */
  readLoop(): Promise<number>;
  /** Counts what is durable, on another connection. */
  countRows(): Promise<number>;
  /** Back to the start: the next slice finds what the first one found. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}
