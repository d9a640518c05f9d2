import type { LetterEvent } from '@rekey/domain';
import type { Instant, LetterId } from '@rekey/domain/values';
import { Counter, Histogram } from 'prom-client';
import type { ProcessMetrics } from './create-metrics.ts';

/** From seconds, as people wait for a link, to the hours after which a letter is given up. */
const SECONDS = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400];

/** Counts what a courier does with letters, and how long people waited. The hour of a claim is the database's, that of its end ours. */
export function countLetters({ registry }: ProcessMetrics, now: () => number): (event: LetterEvent) => void {
  const registers = [registry];
  const ends = new Counter({
    name: 'rekey_mails_total',
    help: 'What became of letters in the hands of this courier, by outcome.',
    labelNames: ['outcome'],
    registers,
  });
  const delays = new Histogram({
    name: 'rekey_delivery_delay_seconds',
    help: 'From the request to the word of the relay that it took the mail.',
    buckets: SECONDS,
    registers,
  });
  // Bounded by what a courier holds: each claim ends in one of the other events.
  const asked = new Map<LetterId, Instant>();
  return (event) => {
    const { letterId, kind } = event;
    if (kind === 'claimed') {
      asked.set(letterId, event.requestedAt);
      return;
    }
    const requestedAt = asked.get(letterId);
    asked.delete(letterId);
    ends.inc({ outcome: kind });
    if (kind === 'sent' && requestedAt !== undefined) delays.observe(Math.max(0, now() - requestedAt) / 1_000);
  };
}
