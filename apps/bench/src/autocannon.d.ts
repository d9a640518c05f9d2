/** The little of autocannon that the bench uses; it ships no types of its own. */
declare module 'autocannon' {
  export interface Client {
    setRequests(requests: readonly { readonly path: string }[]): void;
  }

  export interface Options {
    readonly url: string;
    readonly connections: number;
    /** Ends after so many answers. */
    readonly amount: number;
    /** Milliseconds between two looks at whether it is over. */
    readonly sampleInt: number;
    readonly setupClient: (client: Client) => void;
  }

  export interface Result {
    readonly '2xx': number;
    readonly non2xx: number;
    readonly errors: number;
    readonly timeouts: number;
  }

  export interface Run extends PromiseLike<Result> {
    on(event: 'response', hear: (client: Client, status: number, bytes: number, ms: number) => void): this;
  }

  export default function autocannon(options: Options): Run;
}
