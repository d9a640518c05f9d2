import type { Act } from './smtp-acts.ts';

/** What a scripted relay does at each step of a conversation. What is left out goes well. */
export interface SmtpScript {
  readonly banner?: Act;
  readonly ehlo?: Act;
  readonly starttls?: Act;
  readonly auth?: Act;
  readonly mail?: Act;
  readonly rcpt?: Act;
  readonly data?: Act;
  /** As soon as the first bytes of the message are here; while it lasts, nothing more is read. */
  readonly inside?: Act;
  /** After the final dot. */
  readonly dot?: Act;
  readonly rset?: Act;
  readonly quit?: Act;
}

export type Step = keyof SmtpScript;

export const WHAT_GOES_WELL: Required<SmtpScript> = {
  banner: '220 scripted.test ESMTP',
  ehlo: '250 scripted.test',
  starttls: '502 5.5.1 Command not implemented',
  auth: '235 2.7.0 Accepted',
  mail: '250 2.1.0 OK',
  rcpt: '250 2.1.5 OK',
  data: '354 End data with <CR><LF>.<CR><LF>',
  inside: () => {},
  dot: '250 2.0.0 Queued',
  rset: '250 2.0.0 OK',
  quit: (wire) => {
    wire.write('221 2.0.0 Bye\r\n');
    wire.drop();
  },
};

const STEPS: Readonly<Record<string, Step>> = {
  EHLO: 'ehlo',
  HELO: 'ehlo',
  STARTTLS: 'starttls',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
  RSET: 'rset',
  QUIT: 'quit',
};

/** The step a command line belongs to, or `null` for a command this relay does not know. */
export function stepOf(line: string): Step | null {
  return STEPS[line.split(' ', 1)[0]?.toUpperCase() ?? ''] ?? null;
}
