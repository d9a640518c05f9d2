import type { Mail } from '@rekey/domain/values';
import MimeNode from 'nodemailer/lib/mime-node';
import { encode, wrap } from 'nodemailer/lib/qp';
import { headerName, headerSubject } from './header-text.ts';
import type { Sender } from './sender.ts';
import { isAscii } from './wire-address.ts';

/**
 * The mail as it goes over the wire, in one piece. nodemailer would make a chain of streams for each part, which costs
 * more than all the rest of a hand-over; its own encoders are used here without them. Recipients are objects: given text, they would be
 * parsed as a list, and `a@example.com, b@example.com` would be two.
 */
export function composeMail(mail: Mail, from: Sender): Buffer {
  const { address } = mail.to;
  const root = new MimeNode('multipart/alternative');
  root.setHeader({
    from: { name: from.name, address: from.address },
    to: { name: headerName(mail.to.name), address },
    subject: headerSubject(mail.subject),
    'message-id': mail.messageId,
    // RFC 3834: a machine wrote this, so no machine should answer.
    'Auto-Submitted': 'auto-generated',
    // Exchange does not look at that. Only its own replies are suppressed; bounces stay, an operator wants to see them.
    'X-Auto-Response-Suppress': 'OOF, AutoReply',
  });
  const headers = root.buildHeaders();
  const delimiter = `\r\n--${root.boundary}`;
  const parts = [part('plain', mail.text), part('html', mail.html)].map((each) => `${delimiter}\r\n${each}`);
  return Buffer.from(`${headers}\r\n${parts.join('')}${delimiter}--\r\n`, isAscii(address) ? 'latin1' : 'utf8');
}

const LINE_END = /\r\n?|\n/g;

function part(subtype: 'plain' | 'html', text: string): string {
  return [
    `Content-Type: text/${subtype}; charset=utf-8`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    wrap(encode(text.replace(LINE_END, '\r\n'))),
  ].join('\r\n');
}

// RFC 5322 3.6.4, without what is quoted or in brackets. URLs name hosts with underscores, too.
const MESSAGE_ID = /^<[\w!#$%&'*+/=?^`{|}~.-]+@[\w.-]+>$/;

/** Ours to begin with; checked because a broken one would be replaced in silence, and duplicates would go unrecognised. */
export function isMessageId(raw: string): boolean {
  return raw.length <= 250 && MESSAGE_ID.test(raw);
}
