import { describe, expect, it } from 'vitest';
import type { Instant } from '../values/brand.ts';
import type { Claim, ClientAddress, LetterId } from '../values/letter.ts';
import type { Delivery } from '../values/mail.ts';
import type { NameKey, SubmittedName } from '../values/username.ts';
import { certainlyFailed, fateAfter } from './hand-over.ts';

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
const after = (kind: Delivery['kind'], { attempts = 1, doubts = 0 } = {}) => {
  const delivery = { kind, reason: 'words' };
  return {
    token: certainlyFailed(delivery) ? 'withdraw' : 'keep',
    letter: fateAfter(claim(attempts, doubts), delivery, 0.5),
  };
};

describe('fateAfter and certainlyFailed', () => {
  it('settle as sent what the relay accepted, and keep its token', () => {
    expect(after('accepted')).toEqual({ token: 'keep', letter: { state: 'sent' } });
  });

  it('withdraw the token of a mail that was refused for good, and say what the relay said', () => {
    const reason = 'refused by the relay: words';
    expect(after('refused-for-good')).toEqual({ token: 'withdraw', letter: { state: 'dead', reason } });
  });

  it('withdraw the token of a mail to be tried later, and wait longer each time', () => {
    const { token, letter } = after('try-later', { attempts: 3 });
    expect(token).toBe('withdraw');
    expect(letter).toEqual({ state: 'pending', delayMs: 60_000, error: 'words', doubt: false, blame: 'letter' });
  });

  it('give the attempt back where the channel was at fault', () => {
    const { token, letter } = after('channel-down', { attempts: 4 });
    expect(token).toBe('withdraw');
    expect(letter).toEqual({ state: 'pending', delayMs: 5_000, error: 'words', doubt: false, blame: 'channel' });
  });

  it('keep the token where the mail may have arrived', () => {
    const { token, letter } = after('unknown');
    expect(token).toBe('keep');
    expect(letter).toEqual({ state: 'pending', delayMs: 5_000, error: 'words', doubt: true, blame: 'letter' });
  });

  it('bury a letter after its third doubt, keeping the token', () => {
    expect(after('unknown', { doubts: 1 }).letter.state).toBe('pending');
    const reason = 'may have arrived, the relay never confirmed it: words';
    expect(after('unknown', { doubts: 2 })).toEqual({ token: 'keep', letter: { state: 'dead', reason } });
  });
});
