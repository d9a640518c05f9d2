import { describe, expect, it } from 'vitest';
import { deliveryKind, type Stop } from './delivery-kind.ts';

const TABLE: readonly [Stop['progress'], Stop['answerTo'], Stop['code'], ReturnType<typeof deliveryKind>][] = [
  ['connecting', null, null, 'channel-down'],
  ['connecting', null, 554, 'channel-down'],
  ['connecting', null, 421, 'channel-down'],
  ['connecting', null, 535, 'channel-down'],
  ['talking', 'MAIL', 450, 'channel-down'],
  ['talking', 'MAIL', 550, 'channel-down'],
  ['talking', 'RCPT', 421, 'channel-down'],
  ['talking', 'RCPT', 450, 'try-later'],
  ['talking', 'RCPT', 503, 'try-later'],
  ['talking', 'RCPT', 530, 'channel-down'],
  ['talking', 'RCPT', 550, 'refused-for-good'],
  ['talking', 'RCPT', null, 'try-later'],
  ['talking', 'DATA', 451, 'try-later'],
  ['talking', 'DATA', 554, 'refused-for-good'],
  ['talking', null, null, 'try-later'],
  // A goodbye is no answer to a command: 554 may be about the client and not about the mail.
  ['talking', null, 554, 'try-later'],
  ['sending', null, null, 'try-later'],
  ['sending', null, 421, 'channel-down'],
  ['sending', 'message', 554, 'refused-for-good'],
  ['sending', 'message', 451, 'try-later'],
  ['complete', 'message', 421, 'try-later'],
  ['complete', 'message', 451, 'try-later'],
  ['complete', 'message', 452, 'try-later'],
  ['complete', 'message', 503, 'try-later'],
  ['complete', 'message', 552, 'refused-for-good'],
  ['complete', 'message', 554, 'refused-for-good'],
  ['complete', 'message', 354, 'unknown'],
  ['complete', 'message', 999, 'unknown'],
  ['complete', 'message', null, 'unknown'],
  ['complete', null, null, 'unknown'],
  // The connection went before the line was whole; nobody can say what it would have said.
  ['complete', null, 451, 'unknown'],
  ['complete', null, 550, 'unknown'],
];

describe('deliveryKind', () => {
  it.each(TABLE)('%s, answer to %s, code %s: %s', (progress, answerTo, code, kind) => {
    expect(deliveryKind({ progress, answerTo, code })).toBe(kind);
  });
});
