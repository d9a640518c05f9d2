import type { Writable } from 'node:stream';
import type { Mailer } from '@rekey/domain/ports';
import type { Delivery, Mail } from '@rekey/domain/values';

/** A `Mailer` whose relay is a terminal: all that the port asks for, in ten lines. */
export function terminalMailer(terminal: Writable): Mailer {
  return {
    deliver: (mail, deadlineMs) =>
      new Promise<Delivery>((resolve) => {
        if (deadlineMs <= 0) return resolve({ kind: 'try-later', reason: 'no time was left for the mail' });
        // The mail waits in the terminal's buffer and may yet be read, so nobody can say that it failed.
        const late = () => resolve({ kind: 'unknown', reason: 'the terminal takes no more' });
        const timer = setTimeout(late, deadlineMs);
        terminal.write(onPaper(mail), (fault) => {
          clearTimeout(timer);
          resolve(fault ? { kind: 'channel-down', reason: fault.message } : { kind: 'accepted', reason: 'printed' });
        });
      }),
  };
}

function onPaper({ to, subject, text }: Mail): string {
  return `${['', `To: ${to.address}`, `Subject: ${subject}`, '', text].map(inert).join('\n')}\n`;
}

/** A user name must not command the terminal: an escape sequence can clear a screen and worse. */
function inert(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '?');
}
