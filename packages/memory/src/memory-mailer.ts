import type { Clock, DeliveryWatch, Mailer } from '@rekey/domain/ports';
import type { Delivery, Mail } from '@rekey/domain/values';
import { systemClock } from './system-clock.ts';

/** What the relay in memory does: answers, or keeps its caller waiting before or after the mail is complete. */
export type MemoryRelay = Delivery['kind'] | 'silent' | 'silent after the mail';

const MAY_ARRIVE: ReadonlySet<MemoryRelay> = new Set(['accepted', 'unknown', 'silent after the mail']);

/** A `Mailer` whose relay is this object: for tests, and for trying things out. */
export interface MemoryMailer extends Mailer {
  /** The mails that arrived, oldest first; with `unknown` a mail arrives and its sender doesn't hear of it. */
  readonly mails: readonly Mail[];
  /** From now on the relay does this; at first it is `accepted`. */
  next(behaviour: MemoryRelay): void;
  /** From now on the relay thinks so long about a recipient, in milliseconds, before or after the mail is complete. */
  think(howLongMs: (mail: Mail) => number, when?: 'before' | 'after'): void;
}

export function memoryMailer(clock: Clock = systemClock): MemoryMailer {
  const mails: Mail[] = [];
  let relay: MemoryRelay = 'accepted';
  let thinkingMs: (mail: Mail) => number = () => 0;
  let thinksWhen: 'before' | 'after' = 'before';

  /** Answers whether so much time passed; `false` if the delivery was broken off before. */
  const passed = (ms: number, watch: DeliveryWatch | undefined): Promise<boolean> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, () => resolve(true));
      void watch?.breakOff.then(() => {
        cancel();
        resolve(false);
      });
    });

  const take = async (mail: Mail, behaviour: MemoryRelay, thinks: number, deadlineMs: number): Promise<Delivery> => {
    const delivery = deliveryOf(thinks < deadlineMs ? behaviour : 'silent after the mail');
    if (thinks > 0) await passed(thinks, undefined);
    if (delivery.kind === 'accepted' || delivery.kind === 'unknown') mails.push(mail);
    return delivery;
  };

  return {
    mails,
    next(behaviour) {
      relay = behaviour;
    },
    think(howLongMs, when = 'before') {
      thinkingMs = howLongMs;
      thinksWhen = when;
    },
    async deliver(mail, deadlineMs, watch) {
      const behaviour = relay;
      if (deadlineMs <= 0) return { kind: 'try-later', reason: 'no time was left for the mail' };
      if (behaviour !== 'channel-down') watch?.talking();
      const thinks = (when: 'before' | 'after') => (thinksWhen === when ? Math.min(thinkingMs(mail), deadlineMs) : 0);
      const before = behaviour === 'silent' ? deadlineMs : thinks('before');
      if (before > 0 && !(await passed(before, watch))) return { kind: 'try-later', reason: 'broken off' };
      if (before >= deadlineMs) return deliveryOf('silent');
      if (MAY_ARRIVE.has(behaviour)) watch?.complete();
      return take(mail, behaviour, behaviour === 'silent after the mail' ? deadlineMs : thinks('after'), deadlineMs);
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
