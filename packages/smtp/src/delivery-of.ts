import type { Delivery } from '@rekey/domain';
import { deliveryKind, type Stop } from './delivery-kind.ts';
import type { Progress } from './hand-over.ts';

/** What nodemailer tells about a failure, as far as it is used here. */
interface Failure {
  readonly message: string;
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly cause?: unknown;
}

const COMMANDS: Readonly<Record<string, Stop['answerTo']>> = { 'MAIL FROM': 'MAIL', 'RCPT TO': 'RCPT', DATA: 'DATA' };

/** Decides how a hand-over ended that nodemailer gave up. `hide` takes out of the relay's words what nobody may keep. */
export function deliveryOf(error: unknown, progress: Progress, hide: (words: string) => string): Delivery {
  const failure = error as Failure;
  const stop = { progress, answerTo: answerTo(failure), code: failure.responseCode ?? null };
  return { kind: deliveryKind(stop), reason: hide(wordsOf(failure, stop)) };
}

function answerTo({ code, command }: Failure): Stop['answerTo'] {
  if (code === 'EMESSAGE') return 'message';
  return code === 'EENVELOPE' ? (COMMANDS[command ?? ''] ?? null) : null;
}

function wordsOf(failure: Failure, { progress, answerTo }: Stop): string {
  // An abort is our own doing; its cause says why.
  const words = failure.cause instanceof Error ? failure.cause.message : (failure.response ?? failure.message);
  return `${answerTo ?? progress}: ${words}`;
}
