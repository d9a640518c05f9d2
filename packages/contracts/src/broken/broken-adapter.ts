import type { Contract } from '../contract.ts';

/**
 * An adapter with one fault, made from a good one, and a sentence of its contract that has to notice.
 * What proves a contract is not that good adapters pass but that these don't.
 */
export interface BrokenAdapter<Subject, Options = void> {
  readonly name: string;
  readonly contract: Contract<Subject, Options>;
  readonly sentence: string;
  breakIt(subject: Subject): Subject;
}
