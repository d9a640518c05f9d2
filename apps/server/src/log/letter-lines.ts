import type { LetterEvent } from '@rekey/domain';
import type { Logger } from 'pino';
import { isoOrNull } from './iso-time.ts';
import { masked } from './masked.ts';

/** One line for each step of a letter; the level says whether somebody should look. */
export function letterLines(logger: Logger): (event: LetterEvent) => void {
  return (event) => {
    const { letterId } = event;
    switch (event.kind) {
      case 'claimed': {
        const { letterKind: kind, attempts, requestedAt } = event;
        return logger.info({ letterId, kind, attempts, requestedAt: isoOrNull(requestedAt) }, 'letter claimed');
      }
      case 'sent':
        return logger.info({ letterId, kind: event.letterKind, attempts: event.attempts }, 'letter sent');
      case 'skipped':
        return logger.info({ letterId, reason: event.reason }, 'letter skipped');
      case 'released':
        return logger.debug({ letterId }, 'letter given back, it was not on its way');
      case 'postponed': {
        const { delayMs, doubt } = event;
        return logger.warn({ letterId, delayMs, doubt, error: masked(event.error) }, 'letter postponed');
      }
      case 'held-back':
        return logger.warn({ letterId, delayMs: event.delayMs, reason: event.reason }, 'letter held back');
      case 'lost':
        return logger.warn({ letterId }, 'letter lost to another courier: its lease was over');
      case 'dead':
        return logger.error(
          { letterId, reason: masked(event.reason) },
          `letter dead; once its cause is mended: rekey mail retry --id ${letterId}`,
        );
      case 'failed':
        return logger.error({ letterId, err: event.fault }, 'letter failed; it comes back when its lease ends');
    }
  };
}
