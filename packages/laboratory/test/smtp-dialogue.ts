import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/** Says the lines one after the other, each after the reply to the one before, and gives the last line of every reply. */
export async function smtpDialogue(port: number, lines: readonly string[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  const replies: string[] = [];
  const toSay = [...lines];
  try {
    for await (const reply of createInterface({ input: socket })) {
      if (/^\d{3}-/.test(reply)) continue;
      replies.push(reply);
      const next = toSay.shift();
      if (next === undefined) break;
      socket.write(`${next}\r\n`);
    }
  } catch {
    // refused or reset: a dialogue that ends early
  }
  if (!socket.closed) await once(socket.destroy(), 'close');
  return replies;
}

export const ENVELOPE = ['EHLO test', 'MAIL FROM:<rekey@example.org>', 'RCPT TO:<jane@example.com>', 'DATA'];
export const MESSAGE = [
  'From: rekey@example.org',
  'To: Jane <jane@example.com>',
  'Subject: Hello',
  '',
  '..dot',
  '.',
].join('\r\n');
