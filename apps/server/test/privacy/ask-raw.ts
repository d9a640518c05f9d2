import { connect } from 'node:net';
import { FORGOT_PASSWORD } from './service.ts';

/** Asks for a link, and answers every byte that came back, one character a byte. */
export async function askRaw(port: number, name: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET ${FORGOT_PASSWORD}?username=${name} HTTP/1.1\r\nHost: rekey\r\nConnection: close\r\n\r\n`);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('latin1');
}

/** Without what may differ: the second in which it was said, and the name, which whoever asks has chosen. */
export function withoutItsOccasion(answer: string, name: string): string {
  return answer.replace(/^Date: .*$/im, 'date: D').replaceAll(name, 'N'.repeat(name.length));
}
