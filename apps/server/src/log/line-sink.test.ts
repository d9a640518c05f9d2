import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { lineSink } from './line-sink.ts';

/** Takes everything and confirms nothing, like a pipe that nobody reads. */
const stuck = () => new Writable({ write: () => undefined });

describe('lineSink', () => {
  it('writes the lines of one turn together, in order', async () => {
    const output = new PassThrough();
    const sink = lineSink(output);
    sink.write('one\n');
    sink.write('two\n');
    await sink.flush();
    expect(String(output.read())).toBe('one\ntwo\n');
  });

  it('keeps in one line, and harmless, what a reader might take for a line’s end or a command', async () => {
    const output = new PassThrough();
    const sink = lineSink(output);
    const name = 'a\r\nb\u001b[31mc\u009bd\u0085e\u2028f\u2029g\u007fh';
    sink.write(`${JSON.stringify({ name })}\n`);
    await sink.flush();
    const line = String(output.read());
    expect(line).toMatch(/^[\x20-\x7e]+\n$/);
    expect(JSON.parse(line)).toEqual({ name });
  });

  it('ends its flush though nobody reads', async () => {
    const sink = lineSink(stuck());
    sink.write('one\n');
    await expect(sink.flush()).resolves.toBeUndefined();
  });

  it('keeps at most some megabytes for a reader that has stopped', async () => {
    const output = stuck();
    const sink = lineSink(output);
    const line = `${'x'.repeat(1_000_000)}\n`;
    for (let n = 0; n < 20; n += 1) {
      sink.write(line);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(output.writableLength).toBeLessThan(6_000_000);
  });
});
