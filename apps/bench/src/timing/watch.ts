import type { Cores } from './cores.ts';

/** What every measurement goes by. */
export interface Watch {
  /** `null` where nothing can be bound to a core. */
  readonly cores: Cores | null;
  readonly tell: (line: string) => void;
}
