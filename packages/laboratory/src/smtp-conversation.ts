import type { Socket } from 'node:net';
import { perform, type Wire } from './smtp-acts.ts';
import { type SmtpScript, type Step, stepOf, WHAT_GOES_WELL } from './smtp-script.ts';

/** A message with the envelope it came in. */
export interface Message {
  readonly from: string;
  readonly to: readonly string[];
  /** One character a byte, ready for `readMessage`. */
  readonly content: string;
  /** What was answered to it; empty as long as nothing was. */
  answer: string;
}

export interface Seen {
  readonly commands: string[];
  readonly messages: Message[];
  contentBytes: number;
}

/** One connection in the middle of it. */
interface Conversation {
  readonly wire: Wire;
  readonly seen: Seen;
  readonly envelope: { from: string; readonly to: string[] };
  /** What came and was not looked at yet. */
  input: string;
  /** What was answered to the latest step. */
  said: string;
  /** Whom the latest RCPT was about. */
  recipient: string;
  /** Between DATA and the final dot. */
  inContent: boolean;
  play(step: Step): Promise<void>;
}

/** Holds one conversation, an act after the other: what is not answered yet is not read any further. */
export async function holdConversation(socket: Socket, script: () => SmtpScript, seen: Seen): Promise<void> {
  const talk = begin(socket, script, seen);
  await talk.play('banner');
  for await (const chunk of chunksOf(socket)) {
    talk.input += chunk;
    if (talk.inContent) {
      seen.contentBytes += chunk.length;
      await talk.play('inside');
    }
    while (talk.wire.open && (await (talk.inContent ? readContent(talk) : readCommand(talk))));
  }
}

function begin(socket: Socket, script: () => SmtpScript, seen: Seen): Conversation {
  socket.on('error', () => {}); // rude acts get resets back
  const wire: Wire = {
    get open() {
      return socket.writable;
    },
    get recipient() {
      return talk.recipient;
    },
    write(text) {
      talk.said += text;
      if (socket.writable) socket.write(text);
    },
    drop: () => socket.destroySoon(),
    reset: () => socket.resetAndDestroy(),
  };
  const talk: Conversation = {
    wire,
    seen,
    envelope: { from: '', to: [] },
    input: '',
    said: '',
    recipient: '',
    inContent: false,
    async play(step) {
      talk.said = '';
      await perform(script()[step] ?? WHAT_GOES_WELL[step], wire);
    },
  };
  return talk;
}

/** Takes a message off the input, if it is complete. */
async function readContent(talk: Conversation): Promise<boolean> {
  // The line end before the dot may be the one of DATA: then the message is empty.
  const end = talk.input.startsWith('.\r\n') ? 0 : talk.input.indexOf('\r\n.\r\n');
  if (end < 0) return false;
  const { from, to } = talk.envelope;
  const message = { from, to: to.splice(0), content: undotted(talk.input.slice(0, end)), answer: '' };
  talk.seen.messages.push(message);
  talk.input = talk.input.slice(talk.input.indexOf('.\r\n', end) + 3);
  talk.inContent = false;
  await talk.play('dot');
  message.answer = talk.said.trim();
  return true;
}

/** Takes a command line off the input, if it is complete. */
async function readCommand(talk: Conversation): Promise<boolean> {
  const end = talk.input.indexOf('\r\n');
  if (end < 0) return false;
  const line = talk.input.slice(0, end);
  talk.input = talk.input.slice(end + 2);
  talk.seen.commands.push(line);
  const step = stepOf(line);
  if (step === 'rcpt') talk.recipient = mailbox(line);
  if (step) await talk.play(step);
  else talk.wire.write('500 5.5.2 Unknown command\r\n');
  if (step === 'mail') talk.envelope.from = mailbox(line);
  if (step === 'rcpt' && talk.said.startsWith('2')) talk.envelope.to.push(mailbox(line));
  talk.inContent = step === 'data' && talk.said.startsWith('3');
  return true;
}

/** Reads only while nothing else is to be done: a relay that is busy lets the client's buffers fill up. */
async function* chunksOf(socket: Socket): AsyncGenerator<string> {
  socket.setEncoding('latin1');
  try {
    for await (const chunk of socket) yield String(chunk);
  } catch {
    // the connection broke, and with it the conversation
  }
}

/** RFC 5321 4.5.2: a line that begins with a dot was given another one. */
function undotted(content: string): string {
  return content.replace(/^\./gm, '');
}

function mailbox(line: string): string {
  return /<(.*)>/.exec(line)?.[1] ?? '';
}
