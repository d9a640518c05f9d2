import { Writable } from 'node:stream';
import type { EmailAddress, Mail } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import { terminalMailer } from './terminal-mailer.ts';

const MAIL: Mail = {
  messageId: '<1@example.com>',
  to: { name: 'Jane', address: 'jane.doe@example.com' as EmailAddress },
  subject: 'A new password',
  text: 'Your code:\nabc\n',
  html: '<p>abc</p>',
};

/** A terminal that keeps what it shows and then does as told: answers with `fault` or `null`, or never. */
function terminal(answer: Error | null | 'never'): { readonly stream: Writable; shown: () => string } {
  let shown = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      shown += chunk;
      if (answer !== 'never') done(answer);
    },
  });
  stream.on('error', () => {});
  return { stream, shown: () => shown };
}

describe('terminalMailer', () => {
  it('says accepted once the mail was printed, and prints it with its address', async () => {
    const { stream, shown } = terminal(null);
    expect((await terminalMailer(stream).deliver(MAIL, 1_000)).kind).toBe('accepted');
    expect(shown()).toContain('To: jane.doe@example.com\nSubject: A new password\n\nYour code:\nabc\n');
  });

  it('says channel-down when the terminal is gone', async () => {
    const { stream } = terminal(new Error('EPIPE'));
    expect(await terminalMailer(stream).deliver(MAIL, 1_000)).toEqual({ kind: 'channel-down', reason: 'EPIPE' });
  });

  it('says unknown in time when the terminal never confirms', async () => {
    expect((await terminalMailer(terminal('never').stream).deliver(MAIL, 10)).kind).toBe('unknown');
  });

  it('prints nothing when no time is left', async () => {
    const { stream, shown } = terminal(null);
    expect((await terminalMailer(stream).deliver(MAIL, 0)).kind).toBe('try-later');
    expect(shown()).toBe('');
  });

  it('lets no text command the terminal', async () => {
    const { stream, shown } = terminal(null);
    await terminalMailer(stream).deliver({ ...MAIL, subject: 'a\u001B[2Jb', text: 'c\r\u009Bd' }, 1_000);
    expect(shown()).toContain('Subject: a?[2Jb\n\nc??d');
  });
});
