import { setTimeout } from 'node:timers/promises';
import type { Delivery, Mail, Mailer } from '@rekey/domain';

/** What the relay in memory does: answers at once, or keeps its caller waiting before or after the mail is complete. */
export type MemoryRelay = Delivery['kind'] | 'silent' | 'silent after the mail';

/** A `Mailer` whose relay is this object: for tests, and for trying things out. */
export interface MemoryMailer extends Mailer {
  /** The mails that arrived, oldest first; with `unknown` a mail arrives and its sender doesn't hear of it. */
  readonly mails: readonly Mail[];
  /** From now on the relay does this; at first it is `accepted`. */
  next(behaviour: MemoryRelay): void;
}

export function memoryMailer(): MemoryMailer {
  const mails: Mail[] = [];
  let relay: MemoryRelay = 'accepted';
  return {
    mails,
    next(behaviour) {
      relay = behaviour;
    },
    async deliver(mail, deadlineMs) {
      const behaviour = relay;
      if (deadlineMs <= 0) return { kind: 'try-later', reason: 'no time was left for the mail' };
      const delivery = deliveryOf(behaviour);
      if (delivery.kind === 'accepted' || delivery.kind === 'unknown') mails.push(mail);
      if (behaviour !== delivery.kind) await setTimeout(deadlineMs);
      return delivery;
    },
  };
}

function deliveryOf(behaviour: MemoryRelay): Delivery {
  switch (behaviour) {
    case 'accepted':
      return { kind: 'accepted', reason: '250 kept in memory' };
    case 'silent':
      return { kind: 'try-later', reason: 'the relay said nothing in time' };
    case 'silent after the mail':
      return { kind: 'unknown', reason: 'the relay never confirmed the mail' };
    default:
      return { kind: behaviour, reason: `the relay in memory was told to answer ${behaviour}` };
  }
}
