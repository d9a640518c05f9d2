import { databaseAdvice } from './database-advice.ts';
import { masked } from './masked.ts';

/** What the log keeps of a fault: where it came from and why, without what the fault may have been holding. */
export interface FaultFields {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** What an operator can do about it, where that is known. */
  readonly advice?: string;
  readonly stack?: string;
  readonly cause?: FaultFields;
}

// A cause that is its own cause must not hang the log.
const MAX_CAUSES = 4;

/** Only these fields: drivers hang queries, bindings and rows on their errors. */
export function faultFields(fault: unknown, depth = 0): FaultFields {
  if (!(fault instanceof Error)) return { type: typeof fault, message: masked(String(fault)) };
  const { code } = fault as { code?: unknown };
  const message = masked(withoutQuery(fault.message));
  return {
    type: fault.name,
    message,
    ...(typeof code === 'string' && { code }),
    ...(depth === 0 && adviceFor(fault)),
    // The stack begins with the message as it was thrown.
    ...(fault.stack !== undefined && { stack: masked(fault.stack.replace(fault.message, () => message)) }),
    ...(fault.cause !== undefined && depth < MAX_CAUSES && { cause: faultFields(fault.cause, depth + 1) }),
  };
}

function adviceFor(fault: Error): Pick<FaultFields, 'advice'> {
  const known = databaseAdvice(fault);
  return known === null ? {} : { advice: known.advice };
}

/** Knex puts the query before the driver's words, with its values filled in: names, addresses, hashes. */
function withoutQuery(message: string): string {
  const end = message.lastIndexOf(' - ');
  return end > 0 && /^\s*(select|insert|update|delete|with|pragma|begin|commit|create|alter)\b/i.test(message)
    ? message.slice(end + 3)
    : message;
}

/** A fault in one line, for people. */
export function faultLine(fault: unknown): string {
  const { message, code } = faultFields(fault);
  const line = message.split('\n')[0]?.trim() ?? '';
  return line === '' ? (code ?? 'unknown fault') : line;
}
