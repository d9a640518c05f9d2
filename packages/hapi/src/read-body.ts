import type { Readable } from 'node:stream';

export interface BodyBounds {
  readonly maxBytes: number;
  readonly deadlineMs: number;
}

/**
 * The whole body, or `null` if it is too big, too slow or cut off. Never rejects and never waits longer than the deadline.
 *
 * What exceeds the bound is read to its end and thrown away: a connection closed on a client that still sends is reset,
 * and the client never sees its answer. The deadline bounds that too.
 */
export function readBody(source: Readable, { maxBytes, deadlineMs }: BodyBounds): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
    };
    const finish = () => settle(size <= maxBytes ? Buffer.concat(chunks) : null);
    const giveUp = () => settle(null);
    const timer = setTimeout(giveUp, deadlineMs);
    const settle = (body: Buffer | null) => {
      clearTimeout(timer);
      source.off('data', take).off('end', finish).off('close', giveUp);
      resolve(body);
    };
    // `error` stays listened to: the stream may fail after we are done, and without a listener that would end the process.
    source.on('data', take).once('end', finish).once('close', giveUp).on('error', giveUp);
  });
}
