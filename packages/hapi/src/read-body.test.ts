import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.ts';

const bounds = { maxBytes: 8, deadlineMs: 10_000 };

function streamOf(...chunks: string[]): PassThrough {
  const stream = new PassThrough();
  for (const chunk of chunks) stream.write(chunk);
  return stream;
}

describe('readBody', () => {
  it('answers all bytes up to the bound, that one included', async () => {
    expect((await readBody(streamOf('abcd', 'efgh').end(), bounds))?.toString()).toBe('abcdefgh');
    expect((await readBody(streamOf().end(), bounds))?.toString()).toBe('');
  });

  it('answers null for one byte more, after reading to the end', async () => {
    const stream = streamOf('abcdefgh');
    const body = readBody(stream, bounds);
    stream.end('i');
    expect(await body).toBeNull();
    expect(stream.readableEnded).toBe(true);
  });

  it('gives up on a body that never ends', async () => {
    const stream = streamOf('abc');
    expect(await readBody(stream, { ...bounds, deadlineMs: 20 })).toBeNull();
    expect(stream.destroyed).toBe(false);
  });

  it('gives up on a body that is cut off, and survives a later failure', async () => {
    const cut = streamOf('abc');
    const body = readBody(cut, bounds);
    cut.destroy();
    expect(await body).toBeNull();

    const broken = streamOf('abc');
    const given = readBody(broken, { ...bounds, deadlineMs: 20 });
    expect(await given).toBeNull();
    broken.destroy(new Error('reset by peer'));
    await new Promise((resolve) => broken.once('close', resolve));
  });
});
