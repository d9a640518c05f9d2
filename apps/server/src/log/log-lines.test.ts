import type { LetterEvent } from '@rekey/domain';
import type { Instant, LetterId } from '@rekey/domain/values';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { faultFields } from './fault-fields.ts';
import { letterLines } from './letter-lines.ts';

const letterId = '7' as LetterId;
const EVENTS: readonly LetterEvent[] = [
  { letterId, kind: 'claimed', letterKind: 'reset', attempts: 1, requestedAt: 0 as Instant },
  { letterId, kind: 'sent', letterKind: 'reset', attempts: 1 },
  { letterId, kind: 'skipped', reason: 'limit' },
  { letterId, kind: 'postponed', error: '450 <jane@example.com> later', delayMs: 5_000, doubt: false },
  { letterId, kind: 'dead', reason: 'refused by the relay: 550 <jane@example.com> unknown' },
  { letterId, kind: 'released' },
  { letterId, kind: 'lost' },
  { letterId, kind: 'failed', fault: new Error('connection lost', { cause: new Error('jane@example.com') }) },
];

function linesOf(events: readonly LetterEvent[]): readonly string[] {
  const lines: string[] = [];
  const logger = pino(
    { level: 'trace', serializers: { err: faultFields } },
    { write: (line) => void lines.push(line) },
  );
  const tell = letterLines(logger);
  for (const event of events) tell(event);
  return lines;
}

describe('letterLines', () => {
  it('writes one line an event, and each names its letter', () => {
    const lines = linesOf(EVENTS);
    expect(lines).toHaveLength(EVENTS.length);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ letterId: '7' });
  });

  it('never writes a full address, not even one that a relay or a cause repeats', () => {
    expect(linesOf(EVENTS).join('')).not.toContain('jane@');
  });
});

describe('faultFields', () => {
  it('keeps nothing that a driver hangs on its error', () => {
    const fault = Object.assign(new Error('insert failed'), { code: 'SQLITE_FULL', bindings: ['hunter2'] });
    expect(JSON.stringify(faultFields(fault))).not.toContain('hunter2');
    expect(faultFields(fault)).toMatchObject({ type: 'Error', message: 'insert failed', code: 'SQLITE_FULL' });
  });

  it('leaves out the query that a driver puts before its words, the stack included', () => {
    const fault = new Error("insert into users values ('jane', 'a - b') - SQLITE_FULL: database or disk is full");
    const fields = JSON.stringify(faultFields(fault));
    expect(fields).toContain('SQLITE_FULL: database or disk is full');
    expect(fields).not.toContain('jane');
  });

  it('ends on a cause that is its own cause', () => {
    const fault = new Error('round');
    fault.cause = fault;
    expect(JSON.stringify(faultFields(fault)).length).toBeLessThan(20_000);
  });
});
