import type { Delivery } from '@rekey/domain/values';
import { deliveryKind, type Stop } from './delivery-kind.ts';
import type { Progress } from './hand-over.ts';

/** What nodemailer tells about a failure, as far as it is used here. */
interface Failure {
  readonly message: string;
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

const COMMANDS: Readonly<Record<string, Stop['answerTo']>> = { 'MAIL FROM': 'MAIL', 'RCPT TO': 'RCPT', DATA: 'DATA' };

/** How far a mail had come in the moment in which it was over; `error` is `null` where the relay took it, in its own `words`. */
export interface Ending {
  readonly error: unknown;
  readonly words?: string;
  readonly progress: Progress;
}

/** Says what an ending means. `hide` takes out of the relay's words what nobody may keep. */
export function deliveryOf({ error, words = '', progress }: Ending, hide: (words: string) => string): Delivery {
  if (error === null) return taken(words, progress, hide);
  const failure = error as Failure;
  const stop = { progress, answerTo: answerTo(failure), code: failure.responseCode ?? null };
  return { kind: deliveryKind(stop), reason: hide(wordsOf(failure, stop)) };
}

/** A 250 that came before the mail was complete is an answer to something else. */
function taken(words: string, progress: Progress, hide: (words: string) => string): Delivery {
  return {
    kind: progress === 'complete' ? 'accepted' : 'unknown',
    // Read when somebody wants it: to search a mail for what the relay repeats costs as much as to write it, and most are taken.
    get reason() {
      return hide(words);
    },
  };
}

const LOST: readonly string[] = ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT'];

/** The connection was dead before anything of the mail went out, or the relay said goodbye: another one may fare better. */
export function isStale({ error, progress }: Ending): boolean {
  if (error === null || progress !== 'talking') return false;
  const { code = '', responseCode } = error as Failure;
  return responseCode === 421 || LOST.includes(code);
}

function answerTo({ code, command }: Failure): Stop['answerTo'] {
  if (code === 'EMESSAGE') return 'message';
  return code === 'EENVELOPE' ? (COMMANDS[command ?? ''] ?? null) : null;
}

function wordsOf(failure: Failure, { progress, answerTo }: Stop): string {
  return `${answerTo ?? progress}: ${failure.response ?? failure.message}`;
}
