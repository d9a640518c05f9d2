import type { LetterEvent } from '@rekey/domain';

/** Remembers whether the relay answered for a letter, since it was last asked. */
export interface RelayWatch {
  hear(event: LetterEvent): void;
  answered(): boolean;
}

export function createRelayWatch(): RelayWatch {
  let heard = false;
  return {
    hear(event) {
      // The other ends of a letter (skipped, given back, buried as too old) come about without a relay.
      if (event.kind === 'sent' || event.kind === 'postponed') heard = true;
    },
    answered() {
      const answer = heard;
      heard = false;
      return answer;
    },
  };
}
