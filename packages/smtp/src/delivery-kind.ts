import type { Delivery } from '@rekey/domain/values';
import type { Progress } from './hand-over.ts';

/** What stopped a hand-over: how far the mail had come, and what the relay said last. */
export interface Stop {
  readonly progress: Progress;
  /** What the relay's bad answer was for: a command, or the `message` itself. `null`: no answer, the connection or the time ended. */
  readonly answerTo: 'MAIL' | 'RCPT' | 'DATA' | 'message' | null;
  /** The code of that answer, or of the relay's goodbye. */
  readonly code: number | null;
}

interface Row {
  when(stop: Stop): boolean;
  readonly kind: Delivery['kind'];
}

const complete = ({ progress }: Stop): boolean => progress === 'complete';
const judged = ({ answerTo }: Stop): boolean => answerTo === 'message';
const temporary = ({ code }: Stop): boolean => within(code, 400, 499) || outOfStep(code);
const permanent = ({ code }: Stop): boolean => within(code, 500, 599) && !outOfStep(code);
// 421: the relay closes down. 530 to 538: it wants TLS or a login first (RFC 4954 6).
const closed = ({ code }: Stop): boolean => code === 421 || within(code, 530, 538);
// 503 means that the session is out of step, not that this mail is unwelcome.
const outOfStep = (code: number | null): boolean => code === 503;

/** The first row that fits decides. What is not certain is `unknown`, and comes first. */
const TABLE: readonly Row[] = [
  // The mail is complete: only the relay's answer to it counts. 421 is one, too: a mail that makes a filter fall over
  // must not pass for a broken channel, or it would stop all the others.
  { when: (stop) => complete(stop) && judged(stop) && temporary(stop), kind: 'try-later' },
  { when: (stop) => complete(stop) && judged(stop) && permanent(stop), kind: 'refused-for-good' },
  { when: complete, kind: 'unknown' },

  // From here on it is certain that the mail did not arrive; the question is whose fault that is.
  { when: ({ progress }) => progress === 'connecting', kind: 'channel-down' },
  { when: closed, kind: 'channel-down' },
  { when: ({ answerTo }) => answerTo === 'MAIL', kind: 'channel-down' },
  { when: (stop) => stop.answerTo !== null && permanent(stop), kind: 'refused-for-good' },
  { when: () => true, kind: 'try-later' },
];

export function deliveryKind(stop: Stop): Delivery['kind'] {
  return TABLE.find((row) => row.when(stop))?.kind ?? 'unknown';
}

function within(code: number | null, from: number, to: number): boolean {
  return code !== null && code >= from && code <= to;
}
