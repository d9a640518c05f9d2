import type { Mail } from '@rekey/domain';
import type { SendMailOptions } from 'nodemailer';
import { headerName, headerSubject } from './header-text.ts';
import type { Sender } from './sender.ts';

/**
 * The mail as nodemailer wants it. Recipients are objects and the envelope is explicit: given text, nodemailer would
 * parse it as a list, and `a@example.com, b@example.com` would be two recipients.
 */
export function messageOf(mail: Mail, from: Sender): SendMailOptions {
  const { address } = mail.to;
  return {
    envelope: { from: from.address, to: [address] },
    from: { name: from.name, address: from.address },
    to: { name: headerName(mail.to.name), address },
    subject: headerSubject(mail.subject),
    messageId: mail.messageId,
    date: new Date(),
    headers: {
      // RFC 3834: a machine wrote this, so no machine should answer.
      'Auto-Submitted': 'auto-generated',
      // Exchange does not look at that. Only its own replies are suppressed; bounces stay, an operator wants to see them.
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
    },
    text: mail.text,
    html: mail.html,
    textEncoding: 'quoted-printable',
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

const MESSAGE_ID = /^<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+>$/;

/** Ours to begin with; checked because a broken one would be replaced in silence, and duplicates would go unrecognised. */
export function isMessageId(raw: string): boolean {
  return raw.length <= 250 && MESSAGE_ID.test(raw);
}
