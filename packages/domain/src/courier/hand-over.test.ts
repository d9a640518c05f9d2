import { describe, expect, it } from 'vitest';
import type { Instant } from '../values/instant.ts';
import type { Claim, ClientAddress, LetterId } from '../values/letter.ts';
import type { Delivery } from '../values/mail.ts';
import type { NameKey, SubmittedName } from '../values/username.ts';
import { afterHandOver } from './after-hand-over.ts';

const claim = (attempts: number, doubts = 0): Claim => ({
  id: '1' as LetterId,
  fence: 1,
  letter: {
    kind: 'reset',
    submittedName: 'jane' as SubmittedName,
    nameKey: 'jane' as NameKey,
    address: '127.0.0.1' as ClientAddress,
  },
  attempts,
  lapses: 0,
  doubts,
  requestedAt: 0 as Instant,
  askedAt: 0 as Instant,
});
const after = (kind: Delivery['kind'], { attempts = 1, doubts = 0 } = {}) =>
  afterHandOver(claim(attempts, doubts), { kind, reason: 'words' }, 0.5);

describe('afterHandOver', () => {
  it('settles as sent what the relay accepted, and keeps its token', () => {
    expect(after('accepted')).toEqual({ token: 'keep', letter: { state: 'sent' } });
  });

  it('withdraws the token of a mail that was refused for good, and says what the relay said', () => {
    const reason = 'refused by the relay: words';
    expect(after('refused-for-good')).toEqual({ token: 'withdraw', letter: { state: 'dead', reason } });
  });

  it('withdraws the token of a mail to be tried later, and waits longer each time', () => {
    const { token, letter } = after('try-later', { attempts: 3 });
    expect(token).toBe('withdraw');
    expect(letter).toEqual({ state: 'pending', delayMs: 60_000, error: 'words', doubt: false, countsAsAttempt: true });
  });

  it('gives the attempt back where the channel was at fault', () => {
    const { token, letter } = after('channel-down', { attempts: 4 });
    expect(token).toBe('withdraw');
    expect(letter).toEqual({ state: 'pending', delayMs: 5_000, error: 'words', doubt: false, countsAsAttempt: false });
  });

  it('keeps the token where the mail may have arrived', () => {
    const { token, letter } = after('unknown');
    expect(token).toBe('keep');
    expect(letter).toEqual({ state: 'pending', delayMs: 5_000, error: 'words', doubt: true, countsAsAttempt: true });
  });

  it('buries a letter after its third doubt, keeping the token', () => {
    expect(after('unknown', { doubts: 1 }).letter.state).toBe('pending');
    const reason = 'may have arrived, the relay never confirmed it: words';
    expect(after('unknown', { doubts: 2 })).toEqual({ token: 'keep', letter: { state: 'dead', reason } });
  });
});
