// Sends the mail that Rekey writes to so many people through a pooled nodemailer, with the same headers and encodings, and does nothing else.
import { setPriority } from 'node:os';
import type { Instant, NotMeSecret, ResetToken } from '@rekey/domain/values';
import { createLetterTexts } from '@rekey/mail';
import { createTransport } from 'nodemailer';

const [, , port = '', amount = ''] = process.argv;
/** As many as the courier's. */
const CONNECTIONS = 5;
/** The courier's own priority: what else runs on the machine holds up both alike. */
const LOWEST_PRIORITY = 19;

setPriority(LOWEST_PRIORITY);
const { reset } = createLetterTexts({ publicUrl: 'http://127.0.0.1', pages: true });
const token = 'A'.repeat(43) as ResetToken;
const notMe = 'A'.repeat(32) as NotMeSecret;
const transport = createTransport({
  ...{ host: '127.0.0.1', port: Number(port), ignoreTLS: true },
  ...{ pool: true, maxConnections: CONNECTIONS, maxMessages: Number.POSITIVE_INFINITY },
});

async function send(number: number): Promise<void> {
  const username = `user.${number}`;
  const texts = reset({ username, locale: null, token, notMe, askedAt: Date.now() as Instant, tokenLifeMs: 1_800_000 });
  await transport.sendMail({
    from: { name: 'Rekey', address: 'no-reply@example.com' },
    to: { name: '', address: `${username}@example.com` },
    messageId: `<rekey.reset.${number}.${Date.now().toString(36)}@127.0.0.1>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
    textEncoding: 'quoted-printable',
    ...texts,
  });
}

let next = 0;
async function sendInTurn(): Promise<void> {
  while (next < Number(amount)) await send(next++);
}

await Promise.all(Array.from({ length: CONNECTIONS }, sendInTurn));
transport.close();
