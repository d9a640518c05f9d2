import { type Operator, parseOperator } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import { createSessions } from './sessions.ts';

const JO = parseOperator('jo') as Operator;
const MINUTE_MS = 60_000;

function openSessions() {
  const clock = { nowMs: 0 };
  return { clock, sessions: createSessions(() => clock.nowMs) };
}

describe('createSessions', () => {
  it('ends a session that nobody used for 15 minutes', () => {
    const { clock, sessions } = openSessions();
    const id = sessions.open(JO, 'token');
    clock.nowMs += 15 * MINUTE_MS;
    expect(sessions.use(id)).toMatchObject({ operator: 'jo' });
    clock.nowMs += 15 * MINUTE_MS + 1;
    expect(sessions.use(id)).toBeNull();
  });

  it('ends every session after eight hours, however busy it is', () => {
    const { clock, sessions } = openSessions();
    const id = sessions.open(JO, 'token');
    for (let minutes = 0; minutes < 480; minutes += 10) {
      expect(sessions.use(id)).not.toBeNull();
      clock.nowMs += 10 * MINUTE_MS;
    }
    clock.nowMs += 1;
    expect(sessions.use(id)).toBeNull();
  });

  it('keeps 500, and ends the one that was used longest ago', () => {
    const { sessions } = openSessions();
    const [first = '', second = ''] = Array.from({ length: 500 }, () => sessions.open(JO, 'token'));
    sessions.use(first);
    sessions.open(JO, 'token');
    expect([sessions.use(first), sessions.use(second)]).toEqual([expect.anything(), null]);
  });
});
